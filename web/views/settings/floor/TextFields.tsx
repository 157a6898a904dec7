import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { TemplateSetup } from "../../../../domain/setup.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { LANGUAGES, useWords } from "../../../words/index.ts";
import { TextPreview } from "./TextPreview.tsx";

export type Draft = Pick<TemplateSetup, "channel" | "language" | "subject" | "text">;

export const MAX_TEXT = 2_000;
export const MAX_SUBJECT = 200;
const HOLES = ["name", "project", "sender"] as const;
const CHANNELS = ["whatsapp", "email"] as const;

export function isRight({ subject, text }: Draft): boolean {
  return text.trim() !== "" && text.trim().length <= MAX_TEXT && (subject ?? "").trim().length <= MAX_SUBJECT;
}

/** A text as it is written: where it goes, in which language, with the names to be filled in, and how it reads. */
export function TextFields(props: {
  readonly draft: Draft;
  readonly disabled: boolean;
  /** It was tried to be saved: what is wrong is said. */
  readonly tried: boolean;
  /** With each key. */
  readonly onDraft: (draft: Draft) => void;
  /** Left, or chosen. */
  readonly onSettled: () => void;
}): JSX.Element {
  const { t, format } = useWords();
  const id = createUniqueId();
  const [inSubject, setInSubject] = createSignal(false);
  let area!: HTMLTextAreaElement;
  let line: HTMLInputElement | undefined;
  const rtl = () => props.draft.language === "ar";
  const set = (over: Partial<Draft>) => props.onDraft({ ...props.draft, ...over });

  function insert(hole: (typeof HOLES)[number]): void {
    const target = inSubject() && line !== undefined ? line : area;
    const [from, to] = [target.selectionStart ?? target.value.length, target.selectionEnd ?? target.value.length];
    const mark = `{{${hole}}}`;
    const next = `${target.value.slice(0, from)}${mark}${target.value.slice(to)}`;
    set(target === area ? { text: next } : { subject: next });
    queueMicrotask(() => {
      target.focus();
      target.setSelectionRange(from + mark.length, from + mark.length);
    });
  }

  return (
    <div class="flex flex-col gap-4">
      <div class="grid grid-cols-2 gap-3">
        <Field label={t("floor.texts.channel")}>
          <Select
            value={props.draft.channel}
            options={CHANNELS.map((one) => ({ value: one, label: t(`floor.texts.channels.${one}`) }))}
            disabled={props.disabled}
            onChange={(to) => {
              set({ channel: to === "email" ? "email" : "whatsapp" });
              props.onSettled();
            }}
          />
        </Field>
        <Field label={t("floor.texts.language")}>
          <Select
            value={props.draft.language}
            options={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
            disabled={props.disabled}
            onChange={(to) => {
              set({ language: to === "ar" ? "ar" : "en" });
              props.onSettled();
            }}
          />
        </Field>
      </div>
      <Show when={props.draft.channel === "email"}>
        <Field label={t("floor.texts.subject")} hint={t("floor.texts.subjectHint")}>
          <TextInput
            ref={(made: HTMLInputElement) => (line = made)}
            value={props.draft.subject ?? ""}
            maxLength={MAX_SUBJECT}
            dir={rtl() ? "rtl" : "ltr"}
            autocomplete="off"
            disabled={props.disabled}
            onFocus={() => setInSubject(true)}
            onInput={(subject) => set({ subject })}
            onChange={() => props.onSettled()}
          />
        </Field>
      </Show>
      <Field
        label={t("floor.texts.text")}
        error={props.tried && !isRight(props.draft) ? t("floor.texts.textWrong", { most: format().number(MAX_TEXT) }) : undefined}
      >
        <TextArea
          ref={(made) => (area = made)}
          rows={5}
          value={props.draft.text}
          maxLength={MAX_TEXT}
          dir={rtl() ? "rtl" : "ltr"}
          lang={props.draft.language}
          disabled={props.disabled}
          onFocus={() => setInSubject(false)}
          onInput={(text) => set({ text })}
          onChange={() => props.onSettled()}
        />
      </Field>
      <Show when={!props.disabled}>
        <div role="group" aria-labelledby={`${id}-insert`} class="-mt-2 flex flex-wrap items-center gap-1.5">
          <span id={`${id}-insert`} class="text-small text-text-quiet">
            {t("floor.texts.insert")}
          </span>
          <For each={HOLES}>
            {(hole) => (
              <Button
                size="small"
                class="touch:h-11!"
                // The cursor stays where the name is to stand.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => {
                  insert(hole);
                  props.onSettled();
                }}
              >
                {t(`floor.texts.hole.${hole}`)}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <TextPreview draft={props.draft} />
    </div>
  );
}
