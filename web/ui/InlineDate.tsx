import { createSignal, type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import type { DayPickerProps } from "./DayPicker.tsx";
import { dayWords } from "./days.ts";
import { FieldError } from "./FieldError.tsx";
import { INLINE } from "./inline.ts";
import { lazyPart } from "./part.tsx";

const load = () => import("./DayPicker.tsx");
const DayPicker = lazyPart(async () => (await load()).DayPicker);

/** A day that is a button where it stands, with its month over it. */
export function InlineDate(
  props: Pick<DayPickerProps, "label" | "value" | "today" | "onPick"> & {
    /** The button's name: which field, and what stands in it. */
    readonly name: string;
    readonly empty: string;
    readonly error?: string | undefined;
  },
): JSX.Element {
  const words = useWords();
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  const show = () => {
    setUsed(true);
    setOpen(!open());
  };
  return (
    <>
      <button
        ref={setAnchor}
        type="button"
        aria-label={props.name}
        aria-haspopup="dialog"
        aria-expanded={open()}
        class={`${INLINE} tabular-nums`}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== "F2" && event.key !== "ArrowDown") return;
          event.preventDefault();
          show();
        }}
      >
        <Show when={props.value} fallback={<span class="text-text-quiet">{props.empty}</span>}>
          {(day) => <>{dayWords(words.locale(), day())}</>}
        </Show>
      </button>
      <Show when={props.error}>{(error) => <FieldError words={error()} />}</Show>
      <Show when={used() && anchor()}>
        {(element) => (
          <DayPicker
            label={props.label}
            value={props.value}
            today={props.today}
            onPick={(day) => props.onPick(day)}
            open={open()}
            onOpenChange={setOpen}
            anchor={element()}
          />
        )}
      </Show>
    </>
  );
}
