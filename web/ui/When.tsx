import type { JSX } from "solid-js";
import { useWords } from "../words/index.ts";

/** A moment: relative within a day, the exact time on hover and for machines. */
export function When(props: { readonly at: number; readonly now: () => number; readonly class?: string }): JSX.Element {
  const words = useWords();
  return (
    <time
      dateTime={new Date(props.at).toISOString()}
      data-tip={words.format().exact(props.at)}
      class={`whitespace-nowrap tabular-nums ${props.class ?? ""}`}
    >
      {words.format().relative(props.at, props.now())}
    </time>
  );
}
