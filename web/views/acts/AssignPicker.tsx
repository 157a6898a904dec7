import { createMemo, type JSX } from "solid-js";
import { PersonPicker } from "../../ui/PersonPicker.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";
import type { ActProps } from "./ActsProvider.tsx";

/** Who gets the lead: agents first, for leads are theirs; then who is here, and has least to do, before the others. */
export function AssignPicker(props: ActProps): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const people = createMemo(() =>
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
      .map(({ id, name, open, away }) => ({ id, name, load: open, away })),
  );
  const give = async (lead: string, owner: string | null) => {
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
  return (
    <PersonPicker
      label={t("assign.label")}
      people={people()}
      current={workspace.leads.row(props.lead)?.owner ?? null}
      unassigned={t("assign.unassign")}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      anchor={props.anchor}
      onPick={(owner) => void give(props.lead, owner)}
    />
  );
}
