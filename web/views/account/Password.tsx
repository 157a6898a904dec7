import { createSignal, type JSX, onMount, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { weakWords } from "../trouble.ts";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { NewPassword } from "../signin/NewPassword.tsx";
import { PasswordInput } from "../signin/PasswordInput.tsx";
import { missing } from "../signin/strength.ts";
import { createSubmit } from "../signin/submit.ts";
import { WhosePassword } from "./AskPassword.tsx";
import { useAccount } from "./context.tsx";
import { Line, Section, Steps } from "./Section.tsx";

export function Password(): JSX.Element {
  const { t } = useWords();
  const [changing, setChanging] = createSignal(false);
  return (
    <Section title={t("signIn.password")}>
      <Show
        when={changing()}
        fallback={
          <Line
            end={
              <Button class="touch:h-11" onClick={() => setChanging(true)}>
                {t("account.changePassword")}
              </Button>
            }
          >
            <p class="text-text-quiet">{t("account.passwordHint")}</p>
          </Line>
        }
      >
        <Change onEnd={() => setChanging(false)} />
      </Show>
    </Section>
  );
}

function Change(props: { readonly onEnd: () => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { own } = useAccount();
  const form = createSubmit();
  const [short, setShort] = createSignal(false);
  let current!: HTMLInputElement;
  let next!: HTMLInputElement;
  onMount(() => current.focus());
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (current.value === "") return current.focus();
    setShort(missing(next.value) > 0);
    if (short()) return next.focus();
    const outcome = await form.run(() => own.changePassword(current.value, next.value));
    if (outcome === null) return;
    if (outcome.ok) {
      app.toasts.show({ id: "password", tone: "live", text: t("account.passwordChanged") });
      props.onEnd();
    } else if (outcome.trouble.code === "bad_password") current.select();
    else if (outcome.trouble.code === "weak_password") next.select();
  }
  const changed = () => {
    setShort(false);
    form.say(null);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Steps>
        <WhosePassword />
        <Field
          label={t("account.currentPassword")}
          error={form.trouble()?.code === "bad_password" ? t("account.wrongPassword") : undefined}
        >
          <PasswordInput size="medium" ref={(input) => (current = input)} onInput={changed} />
        </Field>
        <NewPassword
          size="medium"
          label={t("password.new")}
          error={short() || form.trouble()?.code === "weak_password" ? weakWords(t, form.trouble()) : undefined}
          ref={(input) => (next = input)}
          onInput={changed}
        />
        <p class="text-text-quiet">{t("account.passwordEnds")}</p>
        <FormTrouble of={form} except={["bad_password", "weak_password"]} />
        <div class="flex gap-2">
          <Button type="submit" variant="primary" busy={form.busy()} disabled={form.waits() > 0} class="touch:h-11">
            {t("account.changePassword")}
          </Button>
          <Button class="touch:h-11" onClick={() => props.onEnd()}>
            {t("common.cancel")}
          </Button>
        </div>
      </Steps>
    </form>
  );
}
