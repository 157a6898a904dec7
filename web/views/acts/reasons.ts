import type { MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { nameOf } from "../stages.ts";

/** Why something was lost, in one key, as items of a menu; null: no reason given. */
export function useReasons(): (choose: (reason: string | null) => void) => readonly MenuItem[] {
  const workspace = useWorkspace();
  const { t } = useWords();
  return (choose) => [
    { heading: t("closing.why") },
    ...workspace.directory
      .setup()
      .lostReasons.filter((one) => one.retired === undefined)
      .map((one, index) => ({
        label: nameOf(t, "lostReason", one, one.id),
        ...(index < 9 && { keys: String(index + 1) }),
        onSelect: () => choose(one.id),
      })),
    { separator: true },
    { label: t("closing.noReason"), keys: "0", onSelect: () => choose(null) },
  ];
}
