import { createSignal, For, type JSX, Match, Show, Switch, untrack } from "solid-js";
import type { FilterOp } from "../../../../domain/filter/condition.ts";
import { Button } from "../../../ui/Button.tsx";
import { Calendar } from "../../../ui/Calendar.tsx";
import { dayWords, latinDigits, readDay } from "../../../ui/days.ts";
import { FieldError } from "../../../ui/FieldError.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { todayIn } from "../../lead/fields/today.ts";

const PRESETS = [1, 7, 30, 90];

/** When: so many days from now, a day, or from one to another; written, or taken from its month. */
export function DayInputs(props: {
  readonly label: string;
  readonly op: FilterOp;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  readonly onDone: () => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const now = useNow();
  const today = () => todayIn(workspace, now());
  const relative = () => props.op === "last" || props.op === "next";
  const two = () => props.op === "between";
  const [texts, setTexts] = createSignal<readonly string[]>(
    untrack(() => (relative() ? props.values : props.values.map((day) => dayWords(words.locale(), day)))),
  );
  const [days, setDays] = createSignal<readonly (string | null)[]>(untrack(() => (relative() ? [] : props.values)));
  const example = () =>
    new Intl.DateTimeFormat(words.locale(), { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }).format(
      Date.parse(today()),
    );
  const tell = () => {
    const read = (two() ? [0, 1] : [0]).flatMap((index) => days()[index] ?? []);
    props.onChange(read.length === (two() ? 2 : 1) ? read.toSorted() : []);
  };
  const type = (index: number, text: string) => {
    setTexts((before) => Object.assign([...before], { [index]: text }));
    setDays((before) => Object.assign([...before], { [index]: readDay(text, today()) }));
    tell();
  };
  const wrong = () => (two() ? [0, 1] : [0]).some((index) => (texts()[index] ?? "").length > 4 && (days()[index] ?? null) === null);
  const count = (text: string) => {
    setTexts([text]);
    const read = Number(latinDigits(text).trim());
    props.onChange(Number.isInteger(read) && read > 0 ? [String(read)] : []);
  };
  const done = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.isComposing && !wrong()) props.onDone();
  };
  return (
    <div class="flex flex-col gap-2 px-3 pb-3">
      <Switch>
        <Match when={relative()}>
          <div class="flex items-center gap-2">
            <TextInput
              autofocus
              class="w-20"
              aria-label={t("views.howMany", { field: props.label })}
              inputmode="numeric"
              autocomplete="off"
              value={texts()[0] ?? ""}
              onInput={count}
              onKeyDown={done}
            />
            <span class="text-text-quiet">{t("views.daysWord")}</span>
          </div>
          <div class="flex gap-1">
            <For each={PRESETS}>
              {(n) => (
                <Button size="small" variant={props.values[0] === String(n) ? "quiet" : "ghost"} onClick={() => count(String(n))}>
                  {t("views.days", { n })}
                </Button>
              )}
            </For>
          </div>
        </Match>
        <Match when={true}>
          <div class="flex items-center gap-2">
            <For each={two() ? [0, 1] : [0]}>
              {(index) => (
                <>
                  <Show when={index === 1}>
                    <span class="text-text-quiet">{t("views.and")}</span>
                  </Show>
                  <TextInput
                    class="min-w-0 flex-1"
                    autofocus={index === 0}
                    aria-label={
                      index === 1 ? t("views.to", { field: props.label }) : two() ? t("views.from", { field: props.label }) : props.label
                    }
                    aria-invalid={wrong() || undefined}
                    placeholder={example()}
                    inputmode="numeric"
                    autocomplete="off"
                    value={texts()[index] ?? ""}
                    onInput={(text) => type(index, text)}
                    onKeyDown={done}
                  />
                </>
              )}
            </For>
          </div>
          <Show when={wrong()}>
            <FieldError words={t("fields.wrong.date", { example: example() })} />
          </Show>
          <Show when={!two()}>
            <Calendar
              label={props.label}
              value={days()[0] ?? null}
              today={today()}
              onPick={(day) => {
                setDays([day]);
                setTexts([dayWords(words.locale(), day)]);
                tell();
              }}
            />
          </Show>
        </Match>
      </Switch>
    </div>
  );
}
