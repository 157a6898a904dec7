import type { JSX } from "solid-js";
import { When } from "../../../ui/When.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow } from "../../context.tsx";

const DAY_MS = 86_400_000;

/** When something happened, beneath the day it happened on: how long ago, or the time of that day. */
export function Moment(props: { readonly at: number; readonly class?: string }): JSX.Element {
  const words = useWords();
  const now = useNow();
  const recent = () => now() - props.at < DAY_MS;
  const look = () => `shrink-0 text-small text-text-quiet ${props.class ?? ""}`;
  return (
    <>
      {recent() ? (
        <When at={props.at} now={now} class={look()} />
      ) : (
        <time dateTime={new Date(props.at).toISOString()} data-tip={words.format().exact(props.at)} class={`tabular-nums ${look()}`}>
          {words.format().time(props.at)}
        </time>
      )}
    </>
  );
}
