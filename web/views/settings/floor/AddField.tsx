import { createSignal, type JSX, Show } from "solid-js";
import { FIELD_TYPES, type FieldSetup, type FieldType, MAX_FILTERABLE } from "../../../../domain/setup.ts";
import { isLookedUp } from "../../../../domain/values.ts";
import { added, idFor } from "../../../store/floor/setup-edits.ts";
import { Field } from "../../../ui/Field.tsx";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { AddNamed } from "./AddNamed.tsx";
import { hasOptions } from "./field-types.ts";
import { FieldOptions } from "./FieldOptions.tsx";
import { useSetup } from "./setup.ts";

/** A new field: its type is chosen here and never again. */
export function AddField(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onAdded: (id: string) => void;
}): JSX.Element {
  const app = useApp();
  const { t, format } = useWords();
  const setup = useSetup();
  const [type, setType] = createSignal<FieldType>("text");
  const [options, setOptions] = createSignal<FieldSetup["options"]>([]);
  const [filterable, setFilterable] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const inFilters = () => setup.list("fields").filter(isLookedUp).length;
  const full = () => inFilters() >= MAX_FILTERABLE;
  const lacksOptions = () => hasOptions(type()) && options().length === 0;
  const whole = () => format().number(MAX_FILTERABLE);
  const add = (name: string) => {
    setTried(true);
    if (name === "" || lacksOptions()) return false;
    const id = idFor(name, setup.list("fields"), app.clock.id());
    const field: FieldSetup = {
      id,
      name,
      type: type(),
      options: hasOptions(type()) ? options() : [],
      filterable: filterable() && !full(),
    };
    if (!setup.edit(added("fields", field))) return false;
    props.onAdded(id);
    return true;
  };
  return (
    <AddNamed
      title={t("floor.fields.add")}
      act={(name) => t("floor.fields.addAct", { name })}
      size="medium"
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      onBegin={() => {
        setType("text");
        setOptions([]);
        setFilterable(false);
        setTried(false);
      }}
      onAdd={add}
    >
      <Field label={t("floor.fields.type")} hint={t("floor.fields.typeFixed")}>
        <Select
          value={type()}
          options={FIELD_TYPES.map((one) => ({ value: one, label: t(`floor.fields.types.${one}`) }))}
          onChange={(to) => setType(FIELD_TYPES.find((one) => one === to) ?? "text")}
        />
      </Field>
      <Show when={hasOptions(type())}>
        <FieldOptions
          options={options()}
          disabled={false}
          fresh
          onChange={(next) => {
            setOptions(next);
            return true;
          }}
        />
        <Show when={tried() && lacksOptions()}>
          <FieldError words={t("floor.fields.needsOption")} />
        </Show>
      </Show>
      <Switch
        label={t("floor.fields.filterable")}
        hint={
          full()
            ? t("floor.fields.filterableFull", { whole: whole() })
            : t("floor.fields.filterableHint", { part: format().number(inFilters()), whole: whole() })
        }
        on={filterable() && !full()}
        disabled={full()}
        onChange={setFilterable}
      />
    </AddNamed>
  );
}
