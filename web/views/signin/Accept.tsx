import { A } from "@solidjs/router";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { InvitationLook } from "../../../domain/people.ts";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { useLeaving } from "../offline/leaving.ts";
import { weakWords } from "../trouble.ts";
import type { Came } from "./came.ts";
import { FormTrouble } from "./FormTrouble.tsx";
import { LINK_BUTTON } from "./LinkOver.tsx";
import { NewPassword } from "./NewPassword.tsx";
import { missing } from "./strength.ts";
import { createSubmit } from "./submit.ts";

interface Invited {
  readonly look: InvitationLook;
}
interface Accepting extends Invited {
  readonly entry: Entry;
  readonly token: string;
  readonly onAccepted: (slug: string) => void;
}

/** Somebody who is signed in with the address that was invited. */
export function Accept(props: Accepting): JSX.Element {
  const { t } = useWords();
  const form = createSubmit();
  const accept = async () => {
    const outcome = await form.run(props.entry.accept, { token: props.token, account: null });
    if (outcome?.ok) props.onAccepted(outcome.answer.slug);
  };
  const member = () => form.trouble()?.why === "member";
  return (
    <div class="flex flex-col gap-4">
      <Show
        when={member()}
        fallback={
          <>
            <FormTrouble of={form} />
            <Button
              variant="primary"
              size="large"
              busy={form.busy()}
              disabled={form.waits() > 0}
              class="w-full touch:h-11"
              onClick={() => void accept()}
            >
              {t("invited.accept", { workspace: props.look.workspace })}
            </Button>
          </>
        }
      >
        <p role="alert">{t("invited.member")}</p>
        <A href="/" class={LINK_BUTTON}>
          {t("denied.home")}
        </A>
      </Show>
      <p class="text-small text-text-quiet">{t("home.signedInAs", { email: props.look.email })}</p>
    </div>
  );
}

/** Nobody has this address yet: a name and a password make them somebody. */
export function NewPerson(props: Accepting): JSX.Element {
  const { t } = useWords();
  const form = createSubmit();
  const [noName, setNoName] = createSignal(false);
  const [short, setShort] = createSignal(false);
  let name!: HTMLInputElement;
  let password!: HTMLInputElement;
  onMount(() => name.focus());

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setNoName(name.value.trim() === "");
    setShort(missing(password.value) > 0);
    if (noName()) return name.focus();
    if (short()) return password.focus();
    const account = { name: name.value.trim(), password: password.value };
    const outcome = await form.run(props.entry.accept, { token: props.token, account });
    if (outcome === null) return;
    if (outcome.ok) props.onAccepted(outcome.answer.slug);
    else if (outcome.trouble.code === "weak_password") password.select();
  }
  const changed = () => {
    setShort(false);
    form.say(null);
  };
  return (
    <form noValidate class="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Field label={t("signIn.email")} hint={t("invited.emailHint")}>
        <TextInput
          type="email"
          name="email"
          size="large"
          dir="ltr"
          readonly
          value={props.look.email}
          autocomplete="username"
          class="bg-sunken! border-line!"
        />
      </Field>
      <Field label={t("invited.name")} error={noName() ? t("invited.noName") : undefined}>
        <TextInput
          ref={name}
          name="name"
          size="large"
          dir="auto"
          required
          maxlength={120}
          autocomplete="name"
          enterkeyhint="next"
          onInput={() => setNoName(false)}
        />
      </Field>
      <NewPassword
        label={t("signIn.password")}
        error={short() || form.trouble()?.code === "weak_password" ? weakWords(t, form.trouble()) : undefined}
        ref={(input) => (password = input)}
        onInput={changed}
      />
      <FormTrouble of={form} except={["weak_password"]} />
      <Button type="submit" variant="primary" size="large" busy={form.busy()} disabled={form.waits() > 0} class="w-full touch:h-11">
        {t("invited.accept", { workspace: props.look.workspace })}
      </Button>
    </form>
  );
}

/** Has an account: signs in, and comes back here. */
export function SignInFirst(props: Invited): JSX.Element {
  const { t } = useWords();
  const came = (): Came => ({ email: props.look.email, said: "invited" });
  return (
    <div class="flex flex-col gap-4">
      <p>{t("invited.known", { email: props.look.email })}</p>
      <A href="/login?to=/invite" state={came()} class={LINK_BUTTON}>
        {t("invited.signIn")}
      </A>
    </div>
  );
}

/** Signed in with another address than the one that was invited. */
export function SomebodyElse(props: Invited & { readonly email: string }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const form = createSubmit();
  const askFirst = useLeaving();
  const leave = () =>
    form.run(async () => {
      const failure = await app.session.signOut();
      return failure === null ? { ok: true as const, answer: null } : { ok: false as const, trouble: failure };
    });
  return (
    <div class="flex flex-col gap-4">
      <p>{t("invited.mismatch", { email: props.look.email, me: props.email })}</p>
      <FormTrouble of={form} />
      <Button variant="primary" size="large" busy={form.busy()} class="w-full touch:h-11" onClick={() => void askFirst(() => void leave())}>
        {t("invited.leave")}
      </Button>
    </div>
  );
}
