import { createMemo, type JSX, Show } from "solid-js";
import type { PersonRow } from "../../../domain/people.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useSettings } from "./context.tsx";
import type { PersonActs, PersonDialog } from "./person-acts.ts";

/** `close` ends it; the person is as they stood when it was opened, and as they are now. */
export interface PersonDialogProps {
  readonly person: PersonRow;
  readonly acts: PersonActs;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const TeamsDialog = lazyPart(async () => (await import("./TeamsDialog.tsx")).TeamsDialog);
const WeightDialog = lazyPart(async () => (await import("./WeightDialog.tsx")).WeightDialog);
const RemoveDialog = lazyPart(async () => (await import("./RemoveDialog.tsx")).RemoveDialog);
const RecoverDialog = lazyPart(async () => (await import("./RecoverDialog.tsx")).RecoverDialog);
const ConfirmDialog = lazyPart(async () => (await import("./ConfirmDialog.tsx")).ConfirmDialog);
const SessionsPanel = lazyPart(async () => (await import("./SessionsPanel.tsx")).SessionsPanel);

/** The one dialog or panel about a person that is open. */
export function PeopleDialogs(props: { readonly acts: PersonActs }): JSX.Element {
  const { people } = useSettings();
  // Who was just removed is in no list any more, and the dialog has to close over somebody.
  const person = createMemo<PersonRow | undefined>((before) => {
    const id = props.acts.open()?.person;
    return people.people().find((one) => one.id === id) ?? (before?.id === id || id === undefined ? before : undefined);
  });
  const is = (...dialogs: readonly PersonDialog[]) => {
    const now = props.acts.open()?.dialog;
    return now !== undefined && dialogs.includes(now);
  };
  const change = (open: boolean) => {
    if (!open) props.acts.close();
  };
  return (
    <Show when={person()}>
      {(found) => (
        <>
          <TeamsDialog person={found()} acts={props.acts} open={is("teams")} onOpenChange={change} />
          <WeightDialog person={found()} acts={props.acts} open={is("weight")} onOpenChange={change} />
          <RemoveDialog person={found()} acts={props.acts} open={is("remove")} onOpenChange={change} />
          <RecoverDialog person={found()} acts={props.acts} open={is("recover")} onOpenChange={change} />
          <ConfirmDialog person={found()} acts={props.acts} open={is("suspend", "owner", "transfer")} onOpenChange={change} />
          <Show when={is("sessions")}>
            <SessionsPanel person={found()} onClose={() => props.acts.close()} />
          </Show>
        </>
      )}
    </Show>
  );
}
