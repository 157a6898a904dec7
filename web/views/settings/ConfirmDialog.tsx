import { createEffect, createSignal, type JSX, on } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { useSettings } from "./context.tsx";
import type { PersonDialogProps } from "./PeopleDialogs.tsx";

const ASKS = ["suspend", "owner", "transfer"] as const;
type Asked = (typeof ASKS)[number];

/** Asks before what weighs: it says what it means, and the button names the person. */
export function ConfirmDialog(props: PersonDialogProps): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  // It stays what it was while it closes.
  const [asked, setAsked] = createSignal<Asked>("suspend");
  createEffect(
    on(
      () => props.acts.open()?.dialog,
      (now) => {
        const one = ASKS.find((known) => known === now);
        if (one !== undefined) setAsked(one);
      },
    ),
  );
  const send = () => {
    if (asked() === "suspend") return people.suspend(props.person);
    return asked() === "transfer" ? people.transfer(props.person) : people.change(props.person, { role: "owner" });
  };
  const act = async () => {
    await props.acts.done(props.person, send());
    props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t(`members.${asked()}Title`, { name: props.person.name })}
      description={t(`members.${asked()}Hint`)}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button
            variant={asked() === "owner" ? "primary" : "danger"}
            class="touch:h-11"
            busy={people.busy(props.person.id)}
            onClick={() => void act()}
          >
            {t(`members.${asked()}Act`, { name: props.person.name })}
          </Button>
        </>
      }
    />
  );
}
