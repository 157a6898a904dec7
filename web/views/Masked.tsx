import Lock from "lucide-solid/icons/lock";
import { type JSX, Show } from "solid-js";
import { Icon } from "../ui/Icon.tsx";
import { useWords } from "../words/index.ts";

/** In the place of what is kept from its reader. `sign`: where a column has no room for the words. */
export function Masked(props: { readonly sign?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <Show
      when={props.sign}
      fallback={
        <span class="inline-flex items-center gap-1.5 text-text-quiet">
          <Icon of={Lock} size={12} />
          {t("common.masked")}
        </span>
      }
    >
      <span role="img" aria-label={t("common.masked")} data-tip={t("common.masked")} class="inline-flex">
        <Icon of={Lock} size={12} />
      </span>
    </Show>
  );
}
