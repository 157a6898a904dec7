import type { Choice } from "../../ui/PersonOption.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";

/** Who can be given a lead: agents first, for leads are theirs; then who is here, and has least to do, before the others. */
export function usePeopleToGive(): () => readonly Choice[] {
  const workspace = useWorkspace();
  return () =>
    workspace.directory
      .members()
      .filter((member) => member.status === "active" && member.role !== "auditor")
      .sort(
        (a, b) =>
          Number(a.role !== "agent") - Number(b.role !== "agent") ||
          Number(a.away) - Number(b.away) ||
          a.open - b.open ||
          a.name.localeCompare(b.name),
      )
      .map(({ id, name, open, away }) => ({ id, name, load: open, away }));
}

/** Gives a lead to somebody, or to nobody, and says so with a way back. */
export function useGive(): (lead: string, owner: string | null) => Promise<void> {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  return async (lead, owner) => {
    const row = workspace.leads.row(lead);
    if (row === undefined || row.owner === owner) return;
    const name = calledWords(t, row);
    const outcome = await workspace.commands.assign(lead, owner);
    if (!outcome.ok) return;
    const to = workspace.directory.member(owner)?.name;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: to === undefined ? t("assign.unassignedNow", { lead: name }) : t("assign.moved", { lead: name, name: to }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
}
