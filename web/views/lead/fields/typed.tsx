import { type JSX, Show } from "solid-js";
import { InlineText } from "../../../ui/InlineText.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { currencyOf, moneyWords } from "../../money.ts";
import { readAmount } from "./amount.ts";
import { FieldRow, Read } from "./FieldRow.tsx";
import { useFieldName } from "./field-name.ts";
import type { LeadFields } from "./lead-fields.ts";
import { MAX_LINE } from "./limits.ts";

type Props = { readonly of: LeadFields };

export function TextField(props: Props & { readonly field: "company" | "city" }): JSX.Element {
  const { t } = useWords();
  const nameFor = useFieldName();
  const value = () => props.of.row()[props.field] ?? "";
  const label = () => t(`fields.${props.field}`);
  const save = (typed: string) => {
    const text = typed === "" ? null : typed;
    void props.of.edits.save(props.field, label(), { [props.field]: text }, { [props.field]: text }, typed);
    return true;
  };
  return (
    <FieldRow field={props.field} label={label()}>
      <Show
        when={props.of.mayEdit()}
        fallback={
          <Read>
            <bdi>{value()}</bdi>
          </Read>
        }
      >
        <InlineText
          label={label()}
          name={nameFor(label(), value(), t(`fields.add.${props.field}`))}
          empty={t(`fields.add.${props.field}`)}
          value={value()}
          draft={props.of.edits.draft(props.field)}
          onCancel={() => props.of.edits.forget(props.field)}
          error={props.of.edits.error(props.field)}
          theirs={props.of.theirs}
          maxLength={MAX_LINE}
          onSave={save}
        />
      </Show>
    </FieldRow>
  );
}

export function ValueField(props: Props): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const nameFor = useFieldName();
  const value = () => props.of.row().value ?? null;
  const shown = () => (value() === null ? "" : moneyWords(words.locale(), currencyOf(workspace), value() ?? 0));
  const save = (typed: string) => {
    const amount = typed === "" ? null : readAmount(typed);
    if (typed !== "" && amount === null) return props.of.edits.refuse("value", t("fields.wrong.whole"), typed);
    if (amount !== value()) void props.of.edits.save("value", t("fields.value"), { value: amount }, { value: amount }, typed);
    return true;
  };
  return (
    <Show when={props.of.mayEdit() || value() !== null}>
      <FieldRow field="value" label={t("fields.value")}>
        <Show
          when={props.of.mayEdit()}
          fallback={
            <Read>
              <bdi class="tabular-nums">{shown()}</bdi>
            </Read>
          }
        >
          <InlineText
            label={t("fields.value")}
            name={nameFor(t("fields.value"), shown(), t("fields.add.value"))}
            empty={t("fields.add.value")}
            value={value() === null ? "" : String(value())}
            draft={props.of.edits.draft("value")}
            onCancel={() => props.of.edits.forget("value")}
            error={props.of.edits.error("value")}
            theirs={(now) => props.of.theirs(now === "" ? "" : moneyWords(words.locale(), currencyOf(workspace), Number(now)))}
            kind="number"
            class="tabular-nums"
            onSave={save}
          >
            <bdi>{shown()}</bdi>
          </InlineText>
        </Show>
      </FieldRow>
    </Show>
  );
}
