import { createComputed, createSignal, type JSX, on } from "solid-js";
import { BANNABLE, type Bannable, type LeadRow } from "../../../../domain/lead.ts";
import { BAN_SOURCES, type Ban } from "../../../../domain/nocontact.ts";
import { Button } from "../../../ui/Button.tsx";
import { CheckList } from "../../../ui/CheckList.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Field } from "../../../ui/Field.tsx";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureAdvice } from "../../failure.ts";
import { useFloor } from "../../floor.ts";
import { sourceWords } from "./ban-words.ts";
import { MAX_BAN_NOTE } from "./limits.ts";

/** "Do not contact", by which ways and how they asked, in one act; or the lifting of it. */
export function NoContactDialog(props: {
  readonly row: LeadRow;
  /** Set it, or lift it. */
  readonly on: boolean;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const words = useWords();
  const { t } = words;
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const [source, setSource] = createSignal<Ban["source"]>("call");
  const [note, setNote] = createSignal("");
  const [wrong, setWrong] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const banned = () => props.row.noContact ?? [];
  /** Those it can be set for, or lifted from. */
  const offered = () => BANNABLE.filter((channel) => banned().includes(channel) !== props.on);
  createComputed(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        // Whoever asks not to be contacted nearly always means every way.
        setChosen(offered());
        setSource("call");
        setNote("");
        setWrong(undefined);
      },
    ),
  );
  const name = () => calledWords(t, props.row);
  const said = (channels: readonly Bannable[]) => {
    if (props.on && channels.length === BANNABLE.length) return t("noContact.setAll", { name: name() });
    const list = words.format().list(channels.map((channel) => t(`noContact.by.${channel}`)));
    return t(props.on ? "noContact.set" : "noContact.lifted", { name: name(), channels: list });
  };
  const send = async () => {
    const channels = offered().filter((channel) => chosen().includes(channel));
    if (channels.length === 0) return void setWrong(t("noContact.choose"));
    const text = said(channels);
    setBusy(true);
    const outcome = await floor.fields.noContact(
      props.row.id,
      channels,
      props.on,
      { source: source(), note: note().trim() === "" ? null : note().trim() },
      banned(),
    );
    setBusy(false);
    if (!outcome.ok) return outcome.waits === undefined ? void setWrong(failureAdvice(t, outcome.code)) : props.onOpenChange(false);
    props.onOpenChange(false);
    app.toasts.show({
      id: `edited-${props.row.id}`,
      tone: "live",
      text,
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      title={t(props.on ? "noContact.title" : "noContact.liftTitle", { name: name() })}
      description={t(props.on ? "noContact.hint" : "noContact.liftHint")}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("common.cancel")}</Button>
          <Button variant="primary" busy={busy()} onClick={() => void send()}>
            {t(props.on ? "noContact.act" : "noContact.lift")}
          </Button>
        </>
      }
    >
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <CheckList
          legend={t("noContact.channels")}
          options={offered().map((channel) => ({ value: channel, label: t(`noContact.channel.${channel}`) }))}
          chosen={chosen()}
          row
          onChange={(next) => {
            setChosen(next);
            setWrong(undefined);
          }}
        />
        <Field label={t("noContact.how")}>
          <Select
            options={BAN_SOURCES.map((one) => ({ value: one, label: sourceWords(t, one) }))}
            value={source()}
            onChange={(value) => setSource(BAN_SOURCES.find((one) => one === value) ?? "other")}
          />
        </Field>
        <Field label={t("noContact.note")} hint={t("noContact.noteHint")}>
          <TextArea rows={2} maxLength={MAX_BAN_NOTE} value={note()} onInput={setNote} />
        </Field>
        {wrong() === undefined ? null : <FieldError words={wrong() ?? ""} />}
      </form>
    </Dialog>
  );
}
