import type { JSX } from "solid-js";
import { TextInput } from "../../../ui/TextInput.tsx";

/** Part of a text; asked with each letter, Enter is done. */
export function WordsInput(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onDone: () => void;
}): JSX.Element {
  return (
    <div class="px-3 pb-3">
      <TextInput
        autofocus
        aria-label={props.label}
        autocomplete="off"
        dir="auto"
        maxLength={200}
        value={props.value}
        onInput={(text) => props.onInput(text.trim())}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && props.onDone()}
      />
    </div>
  );
}
