import { createSignal, type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import { Button } from "./Button.tsx";
import { Calendar } from "./Calendar.tsx";
import { readDay } from "./days.ts";
import { FieldError } from "./FieldError.tsx";
import { Popup, untyped } from "./Popup.tsx";
import { TextInput } from "./TextInput.tsx";

export interface DayPickerProps {
  readonly label: string;
  /** `2026-11-26`; null: none is chosen. */
  readonly value: string | null;
  readonly today: string;
  readonly onPick: (day: string | null) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A day, typed or taken from its month; the arrow down leads from the one to the other. Load it lazily. */
export function DayPicker(props: DayPickerProps): JSX.Element {
  return (
    <Popup
      label={props.label}
      anchor={props.anchor}
      open={props.open}
      onOpenChange={props.onOpenChange}
      first={untyped}
      class="w-66 p-2 touch:w-84"
    >
      <Inside {...props} />
    </Popup>
  );
}

function Inside(props: DayPickerProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const [text, setText] = createSignal("");
  const [wrong, setWrong] = createSignal(false);
  let focusGrid: (() => void) | undefined;
  const example = (day: string) =>
    new Intl.DateTimeFormat(words.locale(), { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }).format(Date.parse(day));
  const pick = (day: string | null) => {
    props.onOpenChange(false);
    if (day !== props.value) props.onPick(day);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      focusGrid?.();
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    const day = readDay(text(), props.today);
    if (day !== null) pick(day);
    else if (text().trim() === "") focusGrid?.();
    else setWrong(true);
  };
  return (
    <div class="flex flex-col gap-2">
      <TextInput
        aria-label={props.label}
        aria-invalid={wrong() || undefined}
        placeholder={example(props.value ?? props.today)}
        inputmode="numeric"
        autocomplete="off"
        value={text()}
        onInput={(typed) => {
          setText(typed);
          setWrong(false);
        }}
        onKeyDown={onKeyDown}
      />
      <Show when={wrong()}>
        <FieldError words={t("fields.wrong.date", { example: example(props.today) })} />
      </Show>
      <Calendar label={props.label} value={props.value} today={props.today} onPick={pick} ref={(focus) => (focusGrid = focus)} />
      <div class="flex justify-between">
        <Button variant="ghost" size="small" onClick={() => pick(props.today)}>
          {t("fields.day.today")}
        </Button>
        <Show when={props.value !== null}>
          <Button variant="ghost" size="small" onClick={() => pick(null)}>
            {t("fields.day.clear")}
          </Button>
        </Show>
      </div>
    </div>
  );
}
