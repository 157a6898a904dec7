import { createSignal, For, type JSX, Show } from "solid-js";
import { CheckPicker, type CheckPickerProps } from "../../../ui/CheckPicker.tsx";
import { Pill } from "../../../ui/InlineChecks.tsx";

/** Several values of a form's field as pills; pressed, what there is to choose from. Each tick stands at once: the form may be sent over it. */
export function Several(
  props: Pick<CheckPickerProps, "label" | "find" | "nothing" | "options" | "chosen" | "make" | "maxLength"> & {
    /** The words in its place while nothing is chosen. */
    readonly empty: string;
    /** More are not taken. */
    readonly most: number;
    readonly onChange: (chosen: string[]) => void;
  },
): JSX.Element {
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  const labels = () => props.chosen.map((value) => props.options.find((option) => option.value === value)?.label ?? value);
  const toggle = (value: string) => {
    if (props.chosen.includes(value)) props.onChange(props.chosen.filter((one) => one !== value));
    else if (props.chosen.length < props.most) props.onChange([...props.chosen, value]);
  };
  return (
    <div class="flex flex-col gap-1">
      <span aria-hidden="true" class="font-medium">
        {props.label}
      </span>
      <button
        ref={setAnchor}
        type="button"
        aria-label={[`${props.label}:`, labels().join(", ") || props.empty].join(" ")}
        aria-haspopup="listbox"
        aria-expanded={open()}
        class="flex min-h-8 w-full min-w-0 items-center rounded border border-line-strong bg-raised px-2.5 py-1 text-start touch:min-h-11"
        onClick={() => {
          setUsed(true);
          setOpen(!open());
        }}
      >
        <Show when={labels().length > 0} fallback={<span class="text-text-quiet">{props.empty}</span>}>
          <span class="flex min-w-0 flex-wrap gap-1">
            <For each={labels()}>{(label) => <Pill>{label}</Pill>}</For>
          </span>
        </Show>
      </button>
      <Show when={used() && anchor()}>
        {(element) => (
          <CheckPicker
            label={props.label}
            find={props.find}
            nothing={props.nothing}
            options={props.options}
            chosen={props.chosen}
            make={props.make}
            maxLength={props.maxLength}
            onToggle={toggle}
            open={open()}
            onOpenChange={setOpen}
            anchor={element()}
          />
        )}
      </Show>
    </div>
  );
}
