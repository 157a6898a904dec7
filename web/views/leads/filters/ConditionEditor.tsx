import { createMemo, createSignal, type JSX, Match, onMount, Show, Switch, untrack } from "solid-js";
import { fold } from "../../../../domain/name.ts";
import type { FilterField } from "../../../../domain/filter.ts";
import { type Condition, type FilterOp, kindOf } from "../../../../domain/filter/condition.ts";
import { fitting } from "../../../../domain/filter/values.ts";
import { Select } from "../../../ui/Select.tsx";
import { isTouched } from "../../../ui/Popup.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { ChoiceList } from "./ChoiceList.tsx";
import { DayInputs } from "./DayInputs.tsx";
import { useNames } from "./names.ts";
import { NumberInputs } from "./NumberInputs.tsx";
import { opsOffered, placesOf, valuesOffered, wordsSeen } from "./offers.ts";
import { ValueMark } from "./ValueMark.tsx";
import { WordsInput } from "./WordsInput.tsx";

const LISTS: ReadonlySet<FilterOp> = new Set<FilterOp>(["any", "none", "is"]);
const BARE: ReadonlySet<FilterOp> = new Set<FilterOp>(["empty", "filled", "today", "overdue"]);

/** One condition: how its field is asked, and for what. Whatever is whole is shown at once; null: nothing is asked yet. */
export function ConditionEditor(props: {
  readonly field: FilterField;
  readonly condition: Condition | undefined;
  readonly onChange: (condition: Condition | null) => void;
  readonly onDone: () => void;
  readonly onBack?: (() => void) | undefined;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const names = useNames();
  const { directory } = workspace;
  const field = untrack(() => props.field);
  const kind = () => kindOf(field, directory.setup());
  const ops = () => opsOffered(field, directory.setup());
  const [op, setOp] = createSignal<FilterOp>(untrack(() => props.condition?.op ?? (ops().includes("any") ? "any" : (ops()[0] ?? "any"))));
  const [values, setValues] = createSignal<readonly string[]>(untrack(() => props.condition?.values ?? []));
  let choosing!: HTMLDivElement;

  const tell = () => {
    const held = BARE.has(op()) ? [] : values();
    const of = kind();
    const fit = of === undefined ? undefined : fitting({ field, op: op(), values: held }, of, directory.setup());
    const needs = !BARE.has(op()) && held.length === 0;
    props.onChange(fit === undefined || needs ? null : { field, op: op(), values: fit });
  };
  const set = (next: readonly string[]) => {
    setValues(next);
    tell();
  };
  const turn = (next: FilterOp) => {
    // Days are no numbers of days, and a list is no text.
    const stays = LISTS.has(next) && LISTS.has(op()) && next !== "is";
    setOp(next);
    if (!stays) setValues([]);
    tell();
  };
  onMount(() => {
    // What says everything by itself is asked at once.
    if (props.condition === undefined && BARE.has(op())) tell();
    if (!isTouched()) choosing.querySelector<HTMLElement>("[autofocus]")?.focus();
  });

  const known = createMemo(() => valuesOffered(field, { directory, me: directory.me()?.id ?? "" }));
  const places = createMemo(() => placesOf(field, directory));
  const seen = untrack(() => (known() === undefined ? wordsSeen(field, workspace.leads.rows()) : []));
  const choices = createMemo(() => {
    const offered = known() ?? [...new Set([...untrack(values), ...seen])];
    return offered.map((value) => ({
      value,
      label: names.value(field, value),
      note: places().get(value),
      ...(known() === undefined ? {} : { mark: () => <ValueMark field={field} value={value} /> }),
    }));
  });
  const pick = (value: string) => {
    if (op() === "is") {
      set([value]);
      return props.onDone();
    }
    const same = values().find((one) => (known() === undefined ? fold(one) === fold(value) : one === value));
    set(same === undefined ? [...values(), value] : values().filter((one) => one !== same));
  };
  return (
    <div ref={choosing} class="flex min-h-0 flex-col">
      <div class="flex shrink-0 items-center gap-2 px-3 pt-2.5 pb-2">
        <span class="min-w-0 truncate font-medium">{names.field(field)}</span>
        <Show when={ops().length > 1} fallback={<span class="text-text-quiet">{names.op({ field, op: op() })}</span>}>
          <Select
            class="ms-auto w-36 shrink-0"
            label={t("views.how", { field: names.field(field) })}
            options={ops().map((one) => ({ value: one, label: names.op({ field, op: one }) }))}
            value={op()}
            onChange={(next) => turn(ops().find((one) => one === next) ?? "any")}
          />
        </Show>
      </div>
      <Switch>
        <Match when={BARE.has(op())}>
          <p class="px-3 pb-3 text-text-quiet" role="status">
            {t(`views.means.${op() as "empty"}`)}
          </p>
        </Match>
        <Match when={LISTS.has(op())}>
          <div class="flex min-h-0 flex-col border-t border-line">
            <ChoiceList
              label={names.field(field)}
              find={t(known() === undefined ? "views.findOrType" : "views.find")}
              nothing={t("views.nothing")}
              choices={choices()}
              chosen={values()}
              make={known() === undefined ? (text) => t("views.take", { text }) : undefined}
              onPick={pick}
              onBack={props.onBack}
            />
          </div>
        </Match>
        <Match when={op() === "has"}>
          <WordsInput
            label={names.field(field)}
            value={values()[0] ?? ""}
            onInput={(text) => set(text === "" ? [] : [text])}
            onDone={props.onDone}
          />
        </Match>
        <Match when={kind() === "number"}>
          <NumberInputs label={names.field(field)} two={op() === "between"} values={values()} onChange={set} onDone={props.onDone} />
        </Match>
        <Match when={true}>
          <Show when={op()} keyed>
            {(how) => <DayInputs label={names.field(field)} op={how} values={values()} onChange={set} onDone={props.onDone} />}
          </Show>
        </Match>
      </Switch>
    </div>
  );
}
