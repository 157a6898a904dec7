import type { JSX } from "solid-js";
import { useWords } from "../words/index.ts";

/** A moment: relative within a day, the exact time for machines, and on hover, where it is worked out: a list has one on each row. */
export function When(props: { readonly at: number; readonly now: () => number; readonly class?: string }): JSX.Element {
  const words = useWords();
  return (
    <time dateTime={new Date(props.at).toISOString()} data-tip-at={props.at} class={`whitespace-nowrap tabular-nums ${props.class ?? ""}`}>
      {words.format().relative(props.at, props.now())}
    </time>
  );
}
