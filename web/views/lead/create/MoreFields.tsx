import { For, type JSX, Match, Switch, untrack } from "solid-js";
import { PRIORITIES } from "../../../../domain/lead.ts";
import type { FieldSetup, FieldValue } from "../../../../domain/setup.ts";
import { CheckList } from "../../../ui/CheckList.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { TextArea } from "../../../ui/TextArea.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { currencyOf } from "../../money.ts";
import { LANGUAGES_OFFERED, languageWords } from "../fields/languages.ts";
import { MAX_LINE, MAX_TEXT } from "../fields/limits.ts";
import { Place } from "./Place.tsx";
import type { NewLeadForm } from "./new-lead.ts";

/** What is seldom known from the start. */
export function MoreFields(props: { readonly made: NewLeadForm }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const { draft, set, setOwn } = untrack(() => props.made);
  const none = () => ({ value: "", label: t("fields.none") });
  const own = () => workspace.directory.setup().fields.filter((field) => field.retired === undefined);
  return (
    <div class="grid gap-4 sm:grid-cols-2">
      <Place made={props.made} />
      <Field label={t("fields.company")}>
        <TextInput
          dir="auto"
          autocomplete="off"
          maxLength={MAX_LINE}
          value={draft.company}
          onInput={(company) => set("company", company)}
        />
      </Field>
      <Field label={t("fields.city")}>
        <TextInput dir="auto" autocomplete="off" maxLength={MAX_LINE} value={draft.city} onInput={(city) => set("city", city)} />
      </Field>
      <Field label={t("fields.language")}>
        <Select
          options={[none(), ...LANGUAGES_OFFERED.map((code) => ({ value: code, label: languageWords(words.locale(), code) }))]}
          value={draft.language}
          onChange={(language) => set("language", language)}
        />
      </Field>
      <Field label={t("fields.priority")}>
        <Select
          options={[none(), ...PRIORITIES.map((one) => ({ value: one, label: t(`fields.priorities.${one}`) }))]}
          value={draft.priority}
          onChange={(value) => set("priority", PRIORITIES.find((one) => one === value) ?? "")}
        />
      </Field>
      <Field
        label={t("fields.value")}
        hint={t("closing.worthHint", { currency: currencyOf(workspace) })}
        error={props.made.wrong() === "value" ? t("fields.wrong.whole") : undefined}
      >
        <TextInput inputmode="numeric" autocomplete="off" value={draft.value} onInput={(value) => set("value", value)} />
      </Field>
      <For each={own()}>
        {(field) => (
          <OwnField
            field={field}
            value={draft.custom[field.id]}
            error={props.made.wrong() === `custom:${field.id}` ? t("fields.wrong.number") : undefined}
            onChange={(value) => setOwn(field.id, value)}
          />
        )}
      </For>
    </div>
  );
}

function OwnField(props: {
  readonly field: FieldSetup;
  readonly value: FieldValue | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: FieldValue) => void;
}): JSX.Element {
  const { t } = useWords();
  const text = () => (typeof props.value === "string" ? props.value : "");
  const chosen = () => (Array.isArray(props.value) ? props.value : []);
  const options = () => props.field.options.filter((one) => one.retired === undefined).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Switch>
      <Match when={props.field.type === "choices"}>
        <CheckList legend={props.field.name} options={options()} chosen={chosen()} row onChange={(next) => props.onChange(next)} />
      </Match>
      <Match when={props.field.type === "checkbox"}>
        <label class="flex min-h-8 items-center gap-2 font-medium touch:min-h-11">
          <input
            type="checkbox"
            class="size-4"
            checked={props.value === true}
            onChange={(event) => props.onChange(event.currentTarget.checked)}
          />
          {props.field.name}
        </label>
      </Match>
      <Match when={true}>
        <Field label={props.field.name} error={props.error}>
          <Switch>
            <Match when={props.field.type === "choice"}>
              <Select
                options={[{ value: "", label: t("fields.none") }, ...options()]}
                value={text()}
                onChange={(value) => props.onChange(value)}
              />
            </Match>
            <Match when={props.field.type === "date"}>
              <TextInput type="date" value={text()} onInput={(value) => props.onChange(value)} />
            </Match>
            <Match when={props.field.type === "number"}>
              <TextInput inputmode="decimal" autocomplete="off" value={text()} onInput={(value) => props.onChange(value)} />
            </Match>
            <Match when={props.field.type === "text"}>
              <TextArea rows={1} maxLength={MAX_TEXT} value={text()} onInput={(value) => props.onChange(value)} />
            </Match>
          </Switch>
        </Field>
      </Match>
    </Switch>
  );
}
