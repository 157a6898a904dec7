import { type JSX, Show, splitProps } from "solid-js";
import { useField } from "./Field.tsx";

export type TextInputProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "onInput" | "size"> & {
  readonly onInput?: (value: string) => void;
  readonly size?: "medium" | "large";
  /** Stands inside at the start or the end: an icon, a key, a button. */
  readonly before?: JSX.Element;
  readonly after?: JSX.Element;
};

/** Inside a `Field` it takes its id and descriptions from there; alone it needs `aria-label`. */
export function TextInput(props: TextInputProps): JSX.Element {
  const field = useField();
  const [own, rest] = splitProps(props, ["onInput", "before", "after", "class", "size"]);
  return (
    <div
      class={`flex items-center gap-2 rounded border border-line-strong bg-raised px-2.5 text-text transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-accent has-aria-invalid:border-overdue ${own.size === "large" ? "h-10" : "h-8"} touch:h-11 ${own.class ?? ""}`}
    >
      <Show when={own.before}>{own.before}</Show>
      {/* Phones zoom into anything smaller than 16 px. */}
      <input
        id={field?.id}
        aria-describedby={field?.describedBy()}
        aria-invalid={field?.invalid() || undefined}
        {...rest}
        onInput={(event) => own.onInput?.(event.currentTarget.value)}
        class="h-full min-w-0 flex-1 bg-transparent text-body outline-none touch:text-[16px]"
      />
      <Show when={own.after}>{own.after}</Show>
    </div>
  );
}
