import { createSignal, For, type JSX, onCleanup, Show, untrack } from "solid-js";
import type { CheckPickerProps } from "./CheckPicker.tsx";
import { FieldError } from "./FieldError.tsx";
import { INLINE } from "./inline.ts";
import { lazyPart } from "./part.tsx";

const load = () => import("./CheckPicker.tsx");
const CheckPicker = lazyPart(async () => (await load()).CheckPicker);

export type InlineChecksProps = Pick<CheckPickerProps, "find" | "nothing" | "options" | "make" | "maxLength"> & {
  /** The button's name: which field, and what stands in it. */
  readonly name: (labels: readonly string[]) => string;
  readonly label: string;
  /** The words in its place while nothing is chosen. */
  readonly empty: string;
  readonly chosen: readonly string[];
  /** At most so many; more are not taken, and `full` says so. */
  readonly most?: number;
  readonly full?: string;
  readonly error?: string | undefined;
  readonly onSave: (chosen: string[]) => void;
};

/** Several values as pills; pressed, what there is to choose from. Saved as a whole when it closes. */
export function InlineChecks(props: InlineChecksProps): JSX.Element {
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  /** While it is open: as ticked so far, whatever others do to it meanwhile. */
  const [ticked, setTicked] = createSignal<readonly string[]>([]);
  const [full, setFull] = createSignal(false);
  let began: readonly string[] = [];
  const shown = () => (open() ? ticked() : props.chosen);
  const labelOf = (value: string) => props.options.find((option) => option.value === value)?.label ?? value;
  const begin = () => {
    began = props.chosen;
    setTicked(began);
    setFull(false);
    setUsed(true);
    setOpen(true);
  };
  const close = () => {
    if (!open()) return;
    const chosen = [...ticked()];
    setOpen(false);
    if (chosen.length !== began.length || chosen.some((value) => !began.includes(value))) props.onSave(chosen);
  };
  // Taken off the screen while it is open: what was ticked is not lost.
  onCleanup(() => untrack(close));
  const toggle = (value: string) => {
    const has = ticked().includes(value);
    const over = !has && ticked().length >= (props.most ?? Infinity);
    setFull(over);
    if (!over) setTicked(has ? ticked().filter((one) => one !== value) : [...ticked(), value]);
  };
  /** What was typed just now stands in the list too. */
  const options = () => [
    ...ticked()
      .filter((value) => !props.options.some((option) => option.value === value))
      .map((value) => ({ value, label: value })),
    ...props.options,
  ];
  return (
    <>
      <button
        ref={setAnchor}
        type="button"
        aria-label={props.name(shown().map(labelOf))}
        aria-haspopup="listbox"
        aria-expanded={open()}
        class={INLINE}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        onClick={() => (open() ? close() : begin())}
        onKeyDown={(event) => {
          if (event.key !== "F2" && event.key !== "ArrowDown") return;
          event.preventDefault();
          begin();
        }}
      >
        <Show when={shown().length > 0} fallback={<span class="text-text-quiet">{props.empty}</span>}>
          <span class="flex min-w-0 flex-wrap gap-1">
            <For each={shown()}>{(value) => <Pill>{labelOf(value)}</Pill>}</For>
          </span>
        </Show>
      </button>
      <Show when={full() ? props.full : props.error}>{(error) => <FieldError words={error()} />}</Show>
      <Show when={used() && anchor()}>
        {(element) => (
          <CheckPicker
            label={props.label}
            find={props.find}
            nothing={props.nothing}
            options={options()}
            chosen={ticked()}
            make={props.make}
            maxLength={props.maxLength}
            onToggle={toggle}
            open={open()}
            onOpenChange={(next) => (next ? begin() : close())}
            anchor={element()}
          />
        )}
      </Show>
    </>
  );
}

export function Pill(props: { readonly children: JSX.Element }): JSX.Element {
  return (
    <span class="inline-flex h-5 min-w-0 items-center rounded-full bg-pressed px-2 text-small">
      <bdi class="truncate">{props.children}</bdi>
    </span>
  );
}
