import { createMemo, type JSX } from "solid-js";
import { PersonPicker } from "../../ui/PersonPicker.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import type { ActProps } from "./ActsProvider.tsx";
import { useGive, usePeopleToGive, useTeamsToGive } from "./give.ts";

/** Who gets the lead. */
export function AssignPicker(props: ActProps): JSX.Element {
  const workspace = useWorkspace();
  const { t } = useWords();
  const give = useGive();
  const people = createMemo(usePeopleToGive());
  const { teams, hint } = useTeamsToGive();
  const row = () => workspace.leads.row(props.lead);
  return (
    <PersonPicker
      label={t("assign.label")}
      people={people()}
      teams={teams()}
      teamsHint={hint()}
      current={{ owner: row()?.owner ?? null, team: row()?.team ?? null }}
      unassigned={t("assign.unassign")}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      anchor={props.anchor}
      onPick={(to) => void give(props.lead, to)}
    />
  );
}
