import type { JSX } from "solid-js";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";

/** Where a list's clock would be. */
export function NobodyWaits(): JSX.Element {
  const { t } = useWords();
  return (
    <span class="text-text-quiet">
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{t("clock.none")}</VisuallyHidden>
    </span>
  );
}
