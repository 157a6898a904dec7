import { createEffect, createSignal, type JSX, on, onCleanup, untrack } from "solid-js";
import * as v from "valibot";
import { setupTitle, type TemplateSetup } from "../../../../domain/setup.ts";
import { changed } from "../../../store/floor/setup-edits.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { SavedInput } from "./SavedInput.tsx";
import { useSetup } from "./setup.ts";
import { type Draft, isRight, TextFields } from "./TextFields.tsx";

/** One text, saved as one leaves its fields. */
export function TextDetails(props: { readonly text: TemplateSetup }): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  const locked = () => !may(workspace, "setup.edit");
  const [draft, setDraft] = createSignal<Draft>(untrack(() => props.text));
  const [tried, setTried] = createSignal(false);
  // What somebody else made of it, while nothing of one's own stands in the fields.
  createEffect(
    on(
      () => props.text,
      (text, before) => {
        if (before === undefined || same(draft(), before)) setDraft(text);
      },
      { defer: true },
    ),
  );
  const save = () => {
    setTried(true);
    const { channel, language, subject, text } = draft();
    if (locked() || !isRight(draft()) || same(draft(), props.text)) return;
    const heading = channel === "email" ? subject?.trim() : undefined;
    const over = { channel, language, text: text.trim(), subject: heading === "" ? undefined : heading };
    setup.edit(changed("templates", props.text.id, over as Partial<TemplateSetup>));
  };
  // Folded away while it is written: what was written is not lost.
  onCleanup(() => untrack(save));
  return (
    <div class="flex flex-col gap-4 pt-1 pb-5 ps-7 pe-2 max-sm:ps-1 max-sm:pe-0">
      <SavedInput
        label={t("floor.name")}
        hint={t("floor.texts.nameHint")}
        value={props.text.name}
        maxLength={60}
        disabled={locked()}
        wrong={t("floor.nameWrong")}
        right={(text) => v.is(setupTitle, text)}
        onSave={(name) => void setup.edit(changed("templates", props.text.id, { name }))}
      />
      <TextFields draft={draft()} disabled={locked()} tried={tried()} onDraft={setDraft} onSettled={save} />
    </div>
  );
}

function same(a: Draft, b: Draft): boolean {
  return a.channel === b.channel && a.language === b.language && a.text === b.text && (a.subject ?? "") === (b.subject ?? "");
}
