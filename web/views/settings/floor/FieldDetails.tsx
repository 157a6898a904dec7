import { type JSX, Show } from "solid-js";
import * as v from "valibot";
import { type FieldSetup, MAX_FILTERABLE, setupTitle } from "../../../../domain/setup.ts";
import { isLookedUp } from "../../../../domain/values.ts";
import { changed } from "../../../store/floor/setup-edits.ts";
import { Switch } from "../../../ui/Switch.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { hasOptions } from "./field-types.ts";
import { FieldOptions } from "./FieldOptions.tsx";
import { SavedInput } from "./SavedInput.tsx";
import { useSetup } from "./setup.ts";

/** Everything about one field that can change, and why its type cannot. */
export function FieldDetails(props: { readonly field: FieldSetup }): JSX.Element {
  const { t, format } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  const locked = () => !may(workspace, "setup.edit");
  const set = (over: Partial<FieldSetup>) => setup.edit(changed("fields", props.field.id, over));
  const inFilters = () => setup.list("fields").filter(isLookedUp).length;
  const full = () => !props.field.filterable && inFilters() >= MAX_FILTERABLE;
  const filterHint = () => {
    if (props.field.indexing !== undefined) return t("floor.fields.indexing");
    const whole = format().number(MAX_FILTERABLE);
    return full()
      ? t("floor.fields.filterableFull", { whole })
      : t("floor.fields.filterableHint", { part: format().number(inFilters()), whole });
  };
  return (
    <div class="flex flex-col gap-4 pt-1 pb-5 ps-7 pe-2">
      <SavedInput
        label={t("floor.name")}
        value={props.field.name}
        maxLength={60}
        disabled={locked()}
        wrong={t("floor.nameWrong")}
        right={(text) => v.is(setupTitle, text)}
        onSave={(name) => void set({ name })}
      />
      <div class="flex flex-col gap-1">
        <p class="font-medium">{t("floor.fields.type")}</p>
        <p>{t(`floor.fields.types.${props.field.type}`)}</p>
        <p class="text-small text-text-quiet">{t("floor.fields.typeFixed")}</p>
      </div>
      <Show when={hasOptions(props.field.type)}>
        <FieldOptions options={props.field.options} disabled={locked()} onChange={(options) => set({ options: [...options] })} />
      </Show>
      <Switch
        label={t("floor.fields.filterable")}
        hint={filterHint()}
        on={props.field.filterable}
        disabled={locked() || full()}
        onChange={(filterable) => void set({ filterable })}
      />
    </div>
  );
}
