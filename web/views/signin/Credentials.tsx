import { A } from "@solidjs/router";
import KeyRound from "lucide-solid/icons/key-round";
import { createEffect, createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import type { Outcome } from "../../store/outcome.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { FormTrouble } from "./FormTrouble.tsx";
import { PasswordInput } from "./PasswordInput.tsx";
import { createSubmit } from "./submit.ts";
import { type Wrong, wrongBefore, wrongOf } from "./wrong.ts";

/**
 * One field at a time, in one form that always holds both: a password manager finds email and password together, and where it has
 * filled both there is nothing left to ask.
 */
export function Credentials(props: {
  readonly entry: Entry;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onSecondFactor: () => void;
}): JSX.Element {
  const { t } = useWords();
  const form = createSubmit();
  const [step, setStep] = createSignal<"email" | "password">("email");
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  let email!: HTMLInputElement;
  let password!: HTMLInputElement;
  onMount(() => email.focus());
  createEffect(() => {
    if (step() === "email") onCleanup(props.entry.offer((outcome) => void (outcome.ok || form.say(outcome.trouble))));
  });

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    // Read where they stand: a password manager may have filled them in without a word to us.
    const given = { email: email.value.trim(), password: password.value };
    props.onEmail(given.email);
    const found = wrongBefore(given);
    if (found?.at === "password" && step() === "email") return ask();
    setWrong(found);
    if (found === null) judge(await form.run(props.entry.signIn, given.email, given.password));
    else if (found.at === "email") change();
    else password.focus();
  }
  function judge(outcome: Outcome<"in" | "second_factor"> | null): void {
    if (outcome === null) return;
    if (outcome.ok) {
      if (outcome.answer === "second_factor") props.onSecondFactor();
      return;
    }
    setWrong(wrongOf(outcome.trouble));
    if (wrong() === null) return;
    setStep("password");
    password.select();
  }
  function ask(): void {
    setWrong(null);
    form.say(null);
    setStep("password");
    password.focus();
  }
  function change(): void {
    setStep("email");
    email.focus();
  }
  function changed(): void {
    setWrong(null);
    form.say(null);
  }
  const saidAt = (place: Wrong["at"]) => {
    const found = wrong();
    return found?.at === place ? t(found.key) : undefined;
  };
  const atEmail = () => step() === "email";

  return (
    <form method="post" action="/login" noValidate class="mt-6 flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <div class={atEmail() ? "" : "sr-only"} aria-hidden={atEmail() ? undefined : "true"}>
        <Field label={t("signIn.email")} error={saidAt("email")}>
          <TextInput
            ref={email}
            type="email"
            name="email"
            size="large"
            dir="ltr"
            required
            value={props.email}
            tabindex={atEmail() ? undefined : -1}
            autocomplete="username webauthn"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="next"
            onInput={changed}
          />
        </Field>
      </div>
      <Show when={!atEmail()}>
        <p class="flex h-10 items-center gap-2 rounded bg-sunken ps-3 pe-1 touch:h-11">
          <span class="flex-1 truncate">
            <bdi>{props.email}</bdi>
          </span>
          <Button variant="ghost" size="small" class="text-accent-text" label={t("entry.changeEmail")} onClick={change}>
            {t("entry.change")}
          </Button>
        </p>
      </Show>
      <div class={atEmail() ? "sr-only" : "flex flex-col gap-1"} aria-hidden={atEmail() ? "true" : undefined}>
        <Field label={t("signIn.password")} error={saidAt("password")}>
          <PasswordInput ref={(input) => (password = input)} away={atEmail()} onInput={changed} />
        </Field>
        <Show when={!atEmail()}>
          <A
            href="/login/forgot"
            state={{ email: props.email }}
            class="touch-target relative self-start rounded-small text-accent-text hover:underline"
          >
            {t("entry.forgot")}
          </A>
        </Show>
      </div>
      <FormTrouble of={form} except={["bad_password"]} />
      <Button type="submit" variant="primary" size="large" busy={form.busy()} disabled={form.waits() > 0} class="w-full touch:h-11">
        {t(atEmail() ? "entry.next" : "signIn.act")}
      </Button>
      <Show when={atEmail() && props.entry.canPasskey}>
        <div class="flex items-center gap-3 text-small text-text-quiet">
          <span class="h-px flex-1 bg-line" />
          {t("entry.or")}
          <span class="h-px flex-1 bg-line" />
        </div>
        <Button size="large" disabled={form.waits() > 0} class="w-full touch:h-11" onClick={() => void form.run(props.entry.passkey)}>
          <Icon of={KeyRound} />
          {t("entry.passkey")}
        </Button>
      </Show>
      <span role="status">
        <VisuallyHidden>{form.busy() ? t("signIn.busy") : ""}</VisuallyHidden>
      </span>
    </form>
  );
}
