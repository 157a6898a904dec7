import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";
import type { PersonDialogProps } from "./PeopleDialogs.tsx";

/** As the server asks: a reason that somebody else can judge. */
const LEAST = 10;

/** Somebody lost their second factor. What happens then is said before it does. */
export function RecoverDialog(props: PersonDialogProps): JSX.Element {
  const { t, format } = useWords();
  const { people } = useSettings();
  const [reason, setReason] = createSignal("");
  const [sent, setSent] = createSignal<number | null>(null);
  const [wrong, setWrong] = createSignal<string>();
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setReason("");
        setSent(null);
        setWrong(undefined);
      },
    ),
  );
  const act = async () => {
    if (reason().trim().length < LEAST) return void setWrong(t("members.recoverWhyHint"));
    const done = await people.recover(props.person, reason().trim());
    if (typeof done === "number") setSent(done);
    else setWrong(failureWords(t, done.code));
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("members.recoverTitle", { name: props.person.name })}
      description={t("members.recoverHint")}
      footer={
        <Show
          when={sent() === null}
          fallback={
            <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
              {t("members.close")}
            </Button>
          }
        >
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="danger" class="touch:h-11" busy={people.busy(props.person.id)} onClick={() => void act()}>
            {t("members.recoverAct", { name: props.person.name })}
          </Button>
        </Show>
      }
    >
      <Show
        when={sent()}
        fallback={
          <Field label={t("members.recoverWhy")} hint={t("members.recoverWhyHint")} error={wrong()}>
            <TextInput
              value={reason()}
              autocomplete="off"
              maxLength={500}
              onInput={(text) => {
                setReason(text);
                setWrong(undefined);
              }}
            />
          </Field>
        }
      >
        {(at) => <p role="status">{t("members.recoverSent", { time: format().exact(at()) })}</p>}
      </Show>
    </Dialog>
  );
}
