import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { useFloor } from "../../floor.ts";

/** Puts a lead away, or brings it back, and says so with a way back. */
export function useArchive(): (row: LeadRow, archived: boolean) => Promise<boolean> {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const { t } = useWords();
  return async (row, archived) => {
    const name = calledWords(t, row);
    const outcome = await floor.fields.archive(row.id, archived);
    if (!outcome.ok && outcome.waits !== undefined) return true;
    if (!outcome.ok) {
      const reason = failureWords(t, outcome.code);
      app.toasts.show({ id: outcome.mutation, tone: "overdue", text: t("refused.notSavedFor", { lead: name, reason }) });
      return false;
    }
    app.toasts.show({
      id: `edited-${row.id}`,
      tone: "live",
      text: t(archived ? "archive.archived" : "archive.restored", { name }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
    return true;
  };
}
