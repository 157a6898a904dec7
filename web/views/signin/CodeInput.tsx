import type { JSX } from "solid-js";
import { TextInput } from "../../ui/TextInput.tsx";
import { CODE_DIGITS, digitsOf } from "./digits.ts";

/** Six digits from an authenticator app; `onFull` as soon as the last one is there. */
export function CodeInput(props: {
  readonly ref: (input: HTMLInputElement) => void;
  readonly onInput: () => void;
  readonly onFull: (code: string) => void;
}): JSX.Element {
  let input!: HTMLInputElement;
  let before = "";
  return (
    <TextInput
      ref={(element: HTMLInputElement) => {
        input = element;
        props.ref(element);
      }}
      name="code"
      size="large"
      dir="ltr"
      required
      inputmode="numeric"
      autocomplete="one-time-code"
      autocapitalize="none"
      spellcheck={false}
      enterkeyhint="go"
      style={{ "letter-spacing": "0.3em", "font-size": "18px", "font-variant-numeric": "tabular-nums" }}
      onInput={(typed) => {
        const code = digitsOf(typed);
        if (code !== typed) input.value = code;
        props.onInput();
        if (code.length === CODE_DIGITS && code !== before) props.onFull(code);
        before = code;
      }}
    />
  );
}
