import Search from "lucide-solid/icons/search";
import { type JSX, Show } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { ariaKeys } from "../../ui/keys.ts";
import { useWords } from "../../words/index.ts";
import { openPalette } from "../palette/open.ts";

/** To every lead, screen and act, by typing. `icon`: without its name. */
export function SearchButton(props: { readonly icon: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <button
      type="button"
      aria-label={props.icon ? t("nav.search") : undefined}
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaKeys("mod+k")}
      data-tip={props.icon ? t("nav.search") : undefined}
      data-tip-keys={props.icon ? "mod+k" : undefined}
      class="mb-1 flex h-8 shrink-0 items-center gap-2 rounded border border-line bg-raised px-2 text-text-quiet transition-colors hover:text-text max-lg:h-10 max-lg:justify-center"
      onClick={openPalette}
    >
      <Icon of={Search} />
      <Show when={!props.icon}>
        <span class="flex-1 text-start">{t("nav.search")}</span>
        <span aria-hidden="true" class="flex">
          <Kbd keys="mod+k" />
        </span>
      </Show>
    </button>
  );
}
