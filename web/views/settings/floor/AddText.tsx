import { createSignal, type JSX } from "solid-js";
import { added, idFor } from "../../../store/floor/setup-edits.ts";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { AddNamed } from "./AddNamed.tsx";
import { useSetup } from "./setup.ts";
import { type Draft, isRight, TextFields } from "./TextFields.tsx";

/** A new text, in the language one works in. */
export function AddText(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onAdded: (id: string) => void;
}): JSX.Element {
  const app = useApp();
  const { t, lang } = useWords();
  const setup = useSetup();
  const empty = (): Draft => ({ channel: "whatsapp", language: lang() === "ar" ? "ar" : "en", text: "" });
  const [draft, setDraft] = createSignal<Draft>(empty());
  const [tried, setTried] = createSignal(false);
  const add = (name: string) => {
    setTried(true);
    if (name === "" || !isRight(draft())) return false;
    const { channel, language, subject, text } = draft();
    const id = idFor(name, setup.list("templates"), app.clock.id());
    const heading = channel === "email" ? (subject ?? "").trim() : "";
    if (!setup.edit(added("templates", { id, name, channel, language, text: text.trim(), ...(heading !== "" && { subject: heading }) })))
      return false;
    props.onAdded(id);
    return true;
  };
  return (
    <AddNamed
      title={t("floor.texts.add")}
      act={(name) => t("floor.texts.addAct", { name })}
      hint={t("floor.texts.nameHint")}
      size="medium"
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      onBegin={() => {
        setDraft(empty());
        setTried(false);
      }}
      onAdd={add}
    >
      <TextFields draft={draft()} disabled={false} tried={tried()} onDraft={setDraft} onSettled={() => undefined} />
    </AddNamed>
  );
}
