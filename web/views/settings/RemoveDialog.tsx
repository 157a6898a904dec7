import { createEffect, createMemo, createSignal, type JSX, on } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useSettings } from "./context.tsx";
import type { PersonDialogProps } from "./PeopleDialogs.tsx";

const QUEUE = "";

/** Somebody leaves: how many leads are theirs, who gets them, and that nothing is lost. */
export function RemoveDialog(props: PersonDialogProps): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const { directory } = useWorkspace();
  const [to, setTo] = createSignal(QUEUE);
  createEffect(
    on(
      () => props.open,
      (open) => open && setTo(QUEUE),
    ),
  );
  const leads = () => directory.member(props.person.id)?.open ?? 0;
  const heirs = createMemo(() => [
    { value: QUEUE, label: t("members.removeQueue") },
    ...people
      .people()
      .filter((one) => one.id !== props.person.id && one.status === "active" && one.role !== "auditor")
      .map((one) => ({ value: one.id, label: one.name })),
  ]);
  const act = async () => {
    await props.acts.done(props.person, people.remove(props.person, to() === QUEUE ? null : to()));
    props.onOpenChange(false);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t("members.removeTitle", { name: props.person.name })}
      description={t("members.removeHint")}
      footer={
        <>
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="danger" class="touch:h-11" busy={people.busy(props.person.id)} onClick={() => void act()}>
            {t("members.removeAct", { name: props.person.name })}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <p class="font-medium">{leads() === 0 ? t("members.removeNone") : t("members.removeLeads", { n: leads() })}</p>
        <Field label={t("members.removeTo")} hint={t("members.removeToHint")}>
          <Select value={to()} options={heirs()} onChange={setTo} />
        </Field>
      </div>
    </Dialog>
  );
}
