import { type JSX, onCleanup, onMount, Show } from "solid-js";
import { miss } from "../ui/part.tsx";
import { useWords, type WordsPart } from "../words/index.ts";

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
    await words.fetch(props.part);
    if (words.has(props.part)) found();
    else if (here) found = miss({ retry: () => void ask() });
  };
  const again = () => void ask();
  onMount(again);
  // Words that could not be had are asked for again when the connection is back.
  window.addEventListener("online", again);
  onCleanup(() => {
    here = false;
    window.removeEventListener("online", again);
  });
  return (
    <Show when={words.has(props.part)} fallback={props.fallback}>
      {props.children}
    </Show>
  );
}
