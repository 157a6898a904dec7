import { createEffect, createSignal, createUniqueId, type JSX, on } from "solid-js";
import * as v from "valibot";
import type { People } from "../../../domain/people.ts";
import { personName } from "../../../domain/person.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";

/** The name of a team: a new one's, or another one for it. */
export function TeamNameDialog(props: {
  /** Null: a new one. */
  readonly team: People["teams"][number] | null;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const form = createUniqueId();
  const [name, setName] = createSignal("");
  const [wrong, setWrong] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setName(props.team?.name ?? "");
        setWrong(undefined);
      },
    ),
  );
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    const read = v.safeParse(personName, name());
    if (!read.success) return void setWrong(t("teams.nameWrong"));
    setBusy(true);
    const failure = await (props.team === null ? people.addTeam(read.output) : people.renameTeam(props.team, read.output));
    setBusy(false);
    if (failure === null) props.onOpenChange(false);
    else setWrong(failureWords(t, failure.code));
  };
  return (
    <Dialog
      form
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.team === null ? t("teams.add") : t("teams.renameOf", { name: props.team.name })}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" form={form} variant="primary" class="touch:h-11" busy={busy()}>
            {t(props.team === null ? "teams.addAct" : "teams.rename")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void save(event)}>
        <Field label={t("teams.name")} error={wrong()}>
          <TextInput
            value={name()}
            autocomplete="off"
            onInput={(text) => {
              setName(text);
              setWrong(undefined);
            }}
          />
        </Field>
      </form>
    </Dialog>
  );
}
