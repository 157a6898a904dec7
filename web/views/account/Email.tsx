import CircleCheck from "lucide-solid/icons/circle-check";
import Clock from "lucide-solid/icons/clock";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { DemoMail } from "../signin/DemoMail.tsx";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { Note } from "../signin/Note.tsx";
import { createSubmit } from "../signin/submit.ts";
import { looksLikeEmail } from "../signin/wrong.ts";
import { useAccount } from "./context.tsx";
import { Line, Steps } from "./Section.tsx";

/** The address one signs in with. Another one counts once a link that was sent there is opened. */
export function Email(): JSX.Element {
  const { t } = useWords();
  const { own, account } = useAccount();
  const form = createSubmit();
  const [changing, setChanging] = createSignal(false);
  const [sent, setSent] = createSignal<string>();
  const person = () => account().person;
  const again = async () => {
    const outcome = await form.run(() => own.sendVerification());
    if (outcome?.ok) setSent(person().email);
  };
  return (
    <div class="flex flex-col gap-3">
      <Line
        end={
          <Show when={!changing()}>
            <Show when={!person().emailVerified}>
              <Button busy={form.busy()} disabled={form.waits() > 0} class="touch:h-11" onClick={() => void again()}>
                {t("account.verifyAgain")}
              </Button>
            </Show>
            <Button class="touch:h-11" onClick={() => setChanging(true)}>
              {t("account.changeEmail")}
            </Button>
          </Show>
        }
      >
        <p class="font-medium">{t("signIn.email")}</p>
        <p class="flex flex-wrap items-center gap-x-2">
          <bdi class="min-w-0 truncate">{person().email}</bdi>
          <Show
            when={person().emailVerified}
            fallback={
              <span class="flex items-center gap-1 text-small text-waiting-text">
                <Icon of={Clock} size={12} />
                {t("account.unverified")}
              </span>
            }
          >
            <span class="flex items-center gap-1 text-small text-live-text">
              <Icon of={CircleCheck} size={12} />
              {t("account.verified")}
            </span>
          </Show>
        </p>
      </Line>
      <Show when={!changing()}>
        <FormTrouble of={form} />
      </Show>
      <Show when={changing()}>
        <Change
          onEnd={(to) => {
            setChanging(false);
            if (to !== undefined) setSent(to);
          }}
        />
      </Show>
      <Show when={sent()}>
        {(to) => (
          <Note>
            {t("account.emailSent", { email: to() })} <DemoMail />
          </Note>
        )}
      </Show>
    </div>
  );
}

function Change(props: { readonly onEnd: (sentTo?: string) => void }): JSX.Element {
  const { t } = useWords();
  const { own } = useAccount();
  const form = createSubmit();
  const [wrong, setWrong] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = input.value.trim();
    setWrong(!looksLikeEmail(given));
    if (wrong()) return input.focus();
    const outcome = await form.run(() => own.changeEmail(given));
    if (outcome?.ok) props.onEnd(given);
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Steps>
        <Field label={t("account.newEmail")} hint={t("account.newEmailHint")} error={wrong() ? t("account.newEmailWrong") : undefined}>
          <TextInput
            ref={input}
            type="email"
            name="new-email"
            dir="ltr"
            required
            maxlength={254}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            onInput={() => setWrong(false)}
          />
        </Field>
        <FormTrouble of={form} />
        <div class="flex gap-2">
          <Button type="submit" variant="primary" busy={form.busy()} disabled={form.waits() > 0} class="touch:h-11">
            {t("entry.sendLink")}
          </Button>
          <Button class="touch:h-11" onClick={() => props.onEnd()}>
            {t("common.cancel")}
          </Button>
        </div>
      </Steps>
    </form>
  );
}
