import { type JSX, onCleanup, onMount, Show } from "solid-js";
import { useWords, type WordsPart } from "../words/index.ts";

/** What is said with words that come with it; until they are here there is the fallback. */
export function WithWords(props: {
  readonly part: WordsPart;
  readonly fallback?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  const words = useWords();
  const ask = () => void words.fetch(props.part);
  onMount(ask);
  // Words that could not be had are asked for again when the connection is back.
  window.addEventListener("online", ask);
  onCleanup(() => window.removeEventListener("online", ask));
  return (
    <Show when={words.has(props.part)} fallback={props.fallback}>
      {props.children}
    </Show>
  );
}
