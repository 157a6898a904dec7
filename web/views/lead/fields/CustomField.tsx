import { type JSX, Match, Show, Switch } from "solid-js";
import { KEPT } from "../../../../domain/kept.ts";
import { type FieldSetup, type FieldValue, fits } from "../../../../domain/setup.ts";
import { dayWords } from "../../../ui/days.ts";
import { FieldError } from "../../../ui/FieldError.tsx";
import { InlineChecks } from "../../../ui/InlineChecks.tsx";
import { InlineDate } from "../../../ui/InlineDate.tsx";
import { InlineMenu } from "../../../ui/InlineMenu.tsx";
import { InlineText } from "../../../ui/InlineText.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { Masked } from "../../Masked.tsx";
import { readNumber } from "./amount.ts";
import { withNone } from "./chosen.tsx";
import { FieldRow, Read } from "./FieldRow.tsx";
import { useFieldName } from "./field-name.ts";
import type { LeadFields } from "./lead-fields.ts";
import { MAX_TEXT } from "./limits.ts";
import { Pills } from "./TagsField.tsx";
import { todayIn } from "./today.ts";

/** A field of the workspace's own, by its type. One that was retired is only read. */
export function CustomField(props: { readonly of: LeadFields; readonly field: FieldSetup }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const nameFor = useFieldName();
  const key = () => `custom:${props.field.id}`;
  const value = (): FieldValue | null => props.of.row().custom?.[props.field.id] ?? null;
  const mayEdit = () => props.of.mayEdit() && props.field.retired === undefined;
  const isKept = () => value() === KEPT && props.of.row().masked !== undefined;
  const optionWords = (id: string) => props.field.options.find((one) => one.id === id)?.name ?? id;
  const offered = () => props.field.options.filter((one) => one.retired === undefined || chosen().includes(one.id));
  const chosen = (): readonly string[] => {
    const now = value();
    if (now === null) return [];
    return Array.isArray(now) ? now : [String(now)];
  };
  const text = () => (value() === null ? "" : String(value()));
  const shownNumber = () => {
    const now = value();
    return typeof now === "number" ? new Intl.NumberFormat(words.locale(), { maximumFractionDigits: 20 }).format(now) : "";
  };
  const add = () => t(`fields.add.${props.field.type === "checkbox" ? "choice" : props.field.type}`);
  const error = () => props.of.edits.error(key());
  const save = (next: FieldValue | null, draft?: string) => {
    const { id } = props.field;
    const rest = Object.fromEntries(Object.entries(props.of.row().custom ?? {}).filter(([one]) => one !== id));
    const shown = next === null ? rest : { ...rest, [id]: next };
    void props.of.edits.save(key(), props.field.name, { custom: { [id]: next } }, { custom: shown }, draft);
  };
  const saveText = (typed: string) => {
    save(typed === "" ? null : typed, typed);
    return true;
  };
  const saveNumber = (typed: string) => {
    const found = typed === "" ? null : readNumber(typed);
    if (typed !== "" && (found === null || !fits(props.field, found, undefined)))
      return props.of.edits.refuse(key(), t("fields.wrong.number"), typed);
    if (found !== value()) save(found, typed);
    return true;
  };
  const shared = () => ({
    label: props.field.name,
    empty: add(),
    error: error(),
    draft: props.of.edits.draft(key()),
    onCancel: () => props.of.edits.forget(key()),
    theirs: props.of.theirs,
  });

  return (
    <FieldRow field={`custom:${props.field.id}`} label={props.field.name}>
      <Switch>
        <Match when={isKept()}>
          <Read>
            <Masked />
          </Read>
        </Match>
        <Match when={props.field.type === "text"}>
          <Show
            when={mayEdit()}
            fallback={
              <Read>
                <bdi class="whitespace-pre-line">{text()}</bdi>
              </Read>
            }
          >
            <InlineText
              {...shared()}
              name={nameFor(props.field.name, text(), add())}
              value={text()}
              multiline
              maxLength={MAX_TEXT}
              onSave={saveText}
            />
          </Show>
        </Match>
        <Match when={props.field.type === "number"}>
          <Show
            when={mayEdit()}
            fallback={
              <Read>
                <bdi class="tabular-nums">{shownNumber()}</bdi>
              </Read>
            }
          >
            <InlineText
              {...shared()}
              name={nameFor(props.field.name, shownNumber(), add())}
              value={text()}
              kind="decimal"
              class="tabular-nums"
              onSave={saveNumber}
            >
              <bdi>{shownNumber()}</bdi>
            </InlineText>
          </Show>
        </Match>
        <Match when={props.field.type === "date"}>
          <Show when={mayEdit()} fallback={<Read>{dayWords(words.locale(), text())}</Read>}>
            <InlineDate
              label={props.field.name}
              name={nameFor(props.field.name, value() === null ? "" : dayWords(words.locale(), text()), add())}
              empty={add()}
              value={value() === null ? null : text()}
              today={todayIn(workspace, props.of.now())}
              error={error()}
              onPick={save}
            />
          </Show>
        </Match>
        <Match when={props.field.type === "choice"}>
          <Show
            when={mayEdit()}
            fallback={
              <Read>
                <bdi>{optionWords(text())}</bdi>
              </Read>
            }
          >
            <InlineMenu
              name={nameFor(props.field.name, value() === null ? "" : optionWords(text()), add())}
              menuLabel={props.field.name}
              empty={add()}
              chosen={value() !== null}
              error={error()}
              items={withNone(
                offered().map((option) => ({
                  label: option.name,
                  checked: option.id === value(),
                  onSelect: () => option.id !== value() && save(option.id),
                })),
                value() === null ? null : { label: t("fields.none"), onSelect: () => save(null) },
              )}
            >
              <bdi class="min-w-0 truncate">{optionWords(text())}</bdi>
            </InlineMenu>
          </Show>
        </Match>
        <Match when={props.field.type === "choices"}>
          <Show when={mayEdit()} fallback={<Pills of={chosen().map(optionWords)} />}>
            <InlineChecks
              label={props.field.name}
              name={(shown) => nameFor(props.field.name, words.format().list(shown), add())}
              empty={add()}
              find={t("fields.option.find")}
              nothing={t("fields.option.none")}
              options={offered().map((option) => ({ value: option.id, label: option.name }))}
              chosen={chosen()}
              error={error()}
              onSave={(next) => save(next.length === 0 ? null : next)}
            />
          </Show>
        </Match>
        <Match when={props.field.type === "checkbox"}>
          <Show when={mayEdit()} fallback={<Read>{t(value() === true ? "fields.yes" : "fields.no")}</Read>}>
            <label class="flex min-h-7 items-center touch:min-h-11">
              <input
                type="checkbox"
                aria-label={props.field.name}
                class="size-4"
                checked={value() === true}
                onChange={(event) => save(event.currentTarget.checked)}
              />
            </label>
            <Show when={error()}>{(told) => <FieldError words={told()} />}</Show>
          </Show>
        </Match>
      </Switch>
    </FieldRow>
  );
}
