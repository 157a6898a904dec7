import { type JSX, splitProps } from "solid-js";
import { useField } from "./Field.tsx";

/** A few lines. Inside a `Field` it takes its id and descriptions from there; alone it needs `aria-label`. */
export function TextArea(
  props: Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput"> & { readonly onInput?: (value: string) => void },
): JSX.Element {
  const field = useField();
  const [own, rest] = splitProps(props, ["onInput", "class"]);
  return (
    // Phones zoom into anything smaller than 16 px.
    <textarea
      id={field?.id}
      aria-describedby={field?.describedBy()}
      aria-invalid={field?.invalid() || undefined}
      // Empty, it has no direction of its own: it begins where the page does.
      dir={props.value === "" ? undefined : "auto"}
      rows={3}
      {...rest}
      onInput={(event) => own.onInput?.(event.currentTarget.value)}
      class={`block w-full resize-y rounded border border-line-strong bg-raised px-2.5 py-1.5 text-body text-text outline-none transition-colors focus:border-accent focus:outline-2 focus:outline-accent aria-invalid:border-overdue touch:text-[16px] ${own.class ?? ""}`}
    />
  );
}
