import { createEffect, type JSX, onCleanup, onMount, Show } from "solid-js";
import { miss, type Missing } from "../ui/part.tsx";
import { useWords, type WordsPart } from "../words/index.ts";

/** One each, however many wait for it. */
const missed = new Map<WordsPart, Missing>();

/** What is said with words that come with it; until they are here there is the fallback. */
export function WithWords(props: {
  readonly part: WordsPart;
  readonly fallback?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  const words = useWords();
  let here = true;
  let found = (): unknown => undefined;
  const ask = async () => {
    const { part } = props;
    await words.fetch(part);
    if (words.has(part) || !here) return;
    const again = () => {
      missed.delete(part);
      void ask();
    };
    const one = missed.get(part) ?? { retry: again };
    missed.set(part, one);
    found = miss(one);
  };
  const start = () => void ask();
  // Whoever asked for them.
  createEffect(() => {
    if (!words.has(props.part)) return;
    missed.delete(props.part);
    found();
  });
  onMount(start);
  // Words that could not be had are asked for again when the connection is back.
  window.addEventListener("online", start);
  onCleanup(() => {
    here = false;
    window.removeEventListener("online", start);
  });
  return (
    <Show when={words.has(props.part)} fallback={props.fallback}>
      {props.children}
    </Show>
  );
}
