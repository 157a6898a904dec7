import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";

export function PasswordInput(props: { readonly ref: (input: HTMLInputElement) => void; readonly onInput: () => void }): JSX.Element {
  const { t } = useWords();
  const [shown, setShown] = createSignal(false);
  return (
    <TextInput
      ref={(input: HTMLInputElement) => props.ref(input)}
      type={shown() ? "text" : "password"}
      name="password"
      size="large"
      dir="ltr"
      required
      autocomplete="current-password"
      autocapitalize="none"
      spellcheck={false}
      enterkeyhint="go"
      onInput={() => props.onInput()}
      after={
        <Button
          variant="icon"
          size="small"
          class="-me-1.5"
          label={t(shown() ? "signIn.hidePassword" : "signIn.showPassword")}
          onClick={() => setShown(!shown())}
        >
          <Icon of={shown() ? EyeOff : Eye} />
        </Button>
      }
    />
  );
}
