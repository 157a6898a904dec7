import { type Giving, isGiven } from "../../../domain/giving.ts";
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

/** The teams that a lead can be given to while nobody has it, and what becomes of it there. */
export function useTeamsToGive() {
  const { directory } = useWorkspace();
  const { t } = useWords();
  return {
    teams: () =>
      directory
        .teams()
        .filter(({ retired }) => retired !== true)
        .map(({ id, name }) => ({ id, name }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    // Agents see nobody's leads only where the workspace shows them.
    hint: () => t(directory.me()?.agentsSeeUnclaimed ? "assign.teamsOpen" : "assign.teamsHeld"),
  };
}

/** Gives a lead to somebody, to nobody or to a team, and says so with a way back. */
export function useGive(): (lead: string, to: Giving) => Promise<void> {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  return async (lead, to) => {
    const row = workspace.leads.row(lead);
    if (row === undefined || isGiven(row, to)) return;
    const name = calledWords(t, row);
    const outcome = await workspace.commands.assign(lead, to);
    if (!outcome.ok) return;
    const [person, team] = [workspace.directory.member(to.owner)?.name, workspace.directory.team(to.team ?? null)?.name];
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text:
        person !== undefined
          ? t("assign.moved", { lead: name, name: person })
          : team !== undefined
            ? t("assign.toTeam", { lead: name, name: team })
            : t("assign.unassignedNow", { lead: name }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
}
