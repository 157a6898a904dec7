import { A } from "@solidjs/router";
import Lock from "lucide-solid/icons/lock";
import type { JSX } from "solid-js";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";

/** No such workspace for this person: the same words whether it exists or not (PM1). */
export function Denied(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<Icon of={Lock} size={20} />}
        title={t("denied.title")}
        hint={t("denied.hint")}
        action={
          <A href="/" class="font-medium text-accent-text hover:underline">
            {t("denied.home")}
          </A>
        }
      />
    </div>
  );
}
