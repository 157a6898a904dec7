import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import type { FilterField } from "../../../../domain/filter.ts";
import { MAX_CONDITIONS } from "../../../../domain/filter/condition.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useView } from "../views/useView.ts";
import { createAsking } from "./asking.ts";
import { ChoiceList } from "./ChoiceList.tsx";
import { ConditionEditor } from "./ConditionEditor.tsx";
import { takeNamed } from "./named.ts";
import { useNames } from "./names.ts";
import { fieldsOffered } from "./offers.ts";
import { Sheet } from "./Sheet.tsx";

/** A new condition: first its field, found by typing, then what is asked of it. A field that is asked for already is gone on with. */
export function NewCondition(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const names = useNames();
  const view = useView();
  const asking = createAsking(view);
  const [field, setField] = createSignal<FilterField | null>(null);
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return asking.end();
        setField(null);
        const named = takeNamed();
        if (named !== null) choose(named);
      },
    ),
  );
  const fields = () =>
    fieldsOffered(workspace.directory.setup()).map((one) => {
      const asked = view.state().filter.some((condition) => condition.field === one);
      const full = !asked && view.state().filter.length >= MAX_CONDITIONS;
      return { value: one, label: names.field(one), off: full, note: asked ? t("views.asked") : full ? t("views.full") : undefined };
    });
  const choose = (value: string) => {
    const found = fieldsOffered(workspace.directory.setup()).find((one) => one === value);
    if (found === undefined) return;
    const at = view.state().filter.findIndex((condition) => condition.field === found);
    asking.begin(at === -1 ? null : at);
    setField(found);
  };
  const back = () => {
    asking.end();
    setField(null);
  };
  return (
    <Sheet label={t("leads.filter")} open={props.open} onOpenChange={(open) => props.onOpenChange(open)} anchor={props.anchor} end>
      <Show
        when={field()}
        keyed
        fallback={
          <ChoiceList
            label={t("views.fields")}
            find={t("views.findField")}
            nothing={t("views.noField")}
            choices={fields()}
            onPick={choose}
          />
        }
      >
        {(one) => (
          <ConditionEditor
            field={one}
            condition={view.state().filter[asking.index() ?? -1]}
            onChange={(condition) => asking.put(condition)}
            onDone={() => props.onOpenChange(false)}
            onBack={back}
          />
        )}
      </Show>
    </Sheet>
  );
}
