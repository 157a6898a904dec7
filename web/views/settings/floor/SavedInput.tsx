import { createSignal, type JSX } from "solid-js";
import { Field } from "../../../ui/Field.tsx";
import { TextInput } from "../../../ui/TextInput.tsx";

/** A line that is saved when it is left; what is not right stays to be mended, and says so. */
export function SavedInput(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly maxLength: number;
  readonly disabled: boolean;
  readonly wrong: string;
  readonly right: (text: string) => boolean;
  readonly onSave: (text: string) => void;
}): JSX.Element {
  const [wrong, setWrong] = createSignal(false);
  return (
    <Field label={props.label} error={wrong() ? props.wrong : undefined} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      <TextInput
        value={props.value}
        maxLength={props.maxLength}
        autocomplete="off"
        dir="auto"
        disabled={props.disabled}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          const right = props.right(text);
          setWrong(!right);
          if (right && text !== props.value) props.onSave(text);
        }}
      />
    </Field>
  );
}
