import { createSignal, type JSX, onMount } from "solid-js";
import type { Outcome } from "../../store/outcome.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../../words/index.ts";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { PasswordInput } from "../signin/PasswordInput.tsx";
import { createSubmit } from "../signin/submit.ts";
import { useAccount } from "./context.tsx";
import { Steps } from "./Section.tsx";

/** For a password manager, which fills a password only where it sees whose it is. */
export function WhosePassword(): JSX.Element {
  const { account } = useAccount();
  return (
    <input
      type="text"
      name="username"
      autocomplete="username"
      readonly
      tabindex={-1}
      aria-hidden="true"
      value={account().person.email}
      class="sr-only"
    />
  );
}

/** The password once more, before what only its owner may do. */
export function AskPassword<T>(props: {
  readonly act: string;
  readonly danger?: boolean;
  readonly work: (password: string) => Promise<Outcome<T>>;
  readonly onDone?: (answer: T) => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const { t } = useWords();
  const form = createSubmit();
  const [empty, setEmpty] = createSignal(false);
  let password!: HTMLInputElement;
  onMount(() => password.focus());
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setEmpty(password.value === "");
    if (empty()) return password.focus();
    const outcome = await form.run(props.work, password.value);
    if (outcome?.ok) props.onDone?.(outcome.answer);
    else if (outcome?.trouble.code === "bad_password") password.select();
  }
  const error = () => {
    if (empty()) return t("signIn.noPassword");
    return form.trouble()?.code === "bad_password" ? t("account.wrongPassword") : undefined;
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Steps>
        <WhosePassword />
        <Field label={t("account.yourPassword")} error={error()}>
          <PasswordInput
            size="medium"
            ref={(input) => (password = input)}
            onInput={() => {
              setEmpty(false);
              form.say(null);
            }}
          />
        </Field>
        <FormTrouble of={form} except={["bad_password"]} />
        <div class="flex gap-2">
          <Button
            type="submit"
            variant={props.danger ? "danger" : "primary"}
            busy={form.busy()}
            disabled={form.waits() > 0}
            class="touch:h-11"
          >
            {props.act}
          </Button>
          <Button class="touch:h-11" onClick={() => props.onCancel()}>
            {t("common.cancel")}
          </Button>
        </div>
      </Steps>
    </form>
  );
}
