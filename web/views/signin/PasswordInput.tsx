import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";

/** `isNew`: one to be thought of, not remembered. `away`: there for a password manager to fill, and for nobody else. */
export function PasswordInput(props: {
  readonly ref: (input: HTMLInputElement) => void;
  readonly onInput: (value: string) => void;
  readonly isNew?: boolean;
  readonly away?: boolean;
  readonly size?: "medium" | "large";
}): JSX.Element {
  const { t } = useWords();
  const [shown, setShown] = createSignal(false);
  return (
    <TextInput
      ref={(input: HTMLInputElement) => props.ref(input)}
      type={shown() ? "text" : "password"}
      name={props.isNew ? "new-password" : "password"}
      size={props.size ?? "large"}
      dir="ltr"
      required
      maxlength={128}
      tabindex={props.away ? -1 : undefined}
      autocomplete={props.isNew ? "new-password" : "current-password"}
      autocapitalize="none"
      spellcheck={false}
      enterkeyhint="go"
      onInput={(value) => props.onInput(value)}
      after={
        <Show when={!props.away}>
          <Button
            variant="icon"
            size="small"
            class="-me-1.5"
            label={t(shown() ? "signIn.hidePassword" : "signIn.showPassword")}
            onClick={() => setShown(!shown())}
          >
            <Icon of={shown() ? EyeOff : Eye} />
          </Button>
        </Show>
      }
    />
  );
}
