import { useNavigate, useSearchParams } from "@solidjs/router";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createEffect, createSignal, type JSX, onMount, Show } from "solid-js";
import type { FailureCode } from "../../store/notice.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { Alone } from "./Alone.tsx";
import { DemoLink } from "./DemoLink.tsx";
import { PasswordInput } from "./PasswordInput.tsx";
import { returnPath } from "./return-path.ts";
import { startOf } from "./start.ts";
import { failureAdvice } from "../failure.ts";
import { type Wrong, wrongBefore, wrongOf } from "./wrong.ts";

export function SignIn(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  const [failed, setFailed] = createSignal<FailureCode>("internal");
  let email!: HTMLInputElement;
  let password!: HTMLInputElement;

  onMount(() => {
    email.focus();
    if (app.session.state().kind === "unknown") void app.session.load();
  });
  // However it came about: signed in here, or all along.
  createEffect(() => {
    const state = app.session.state();
    if (state.kind === "in") navigate(returnPath(search["to"], location.origin) ?? startOf(state.session), { replace: true });
  });

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy()) return;
    // Read where they stand: a password manager may have filled them in without a word to us.
    const given = { email: email.value.trim(), password: password.value };
    let found = wrongBefore(given);
    if (found === null) {
      setWrong(null);
      setBusy(true);
      const failure = await app.session.signIn(given.email, given.password);
      setBusy(false);
      found = failure === null ? null : wrongOf(failure);
      if (failure !== null) setFailed(failure.code);
    }
    setWrong(found);
    if (found?.at === "email") email.focus();
    if (found?.at === "password") password.select();
  }
  const saidAt = (place: Wrong["at"]) => {
    const found = wrong();
    return found?.at === place ? t(found.key) : undefined;
  };
  const changed = () => setWrong(null);

  return (
    <Alone title={t("signIn.title")} foot={<DemoLink />}>
      <form method="post" action="/login" noValidate class="mt-6 flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={t("signIn.email")} error={saidAt("email")}>
          <TextInput
            ref={email}
            type="email"
            name="email"
            size="large"
            dir="ltr"
            required
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="next"
            onInput={changed}
          />
        </Field>
        <Field label={t("signIn.password")} error={saidAt("password")}>
          <PasswordInput ref={(input) => (password = input)} onInput={changed} />
        </Field>
        <Show when={saidAt("form")}>
          <p role="alert" class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
            <Icon of={CircleAlert} size={14} class="mt-0.75" />
            <span class="min-w-0">{failureAdvice(t, failed())}</span>
          </p>
        </Show>
        <Button type="submit" variant="primary" size="large" busy={busy()} class="mt-1 w-full touch:h-11">
          {t("signIn.act")}
        </Button>
        <span role="status">
          <VisuallyHidden>{busy() ? t("signIn.busy") : ""}</VisuallyHidden>
        </span>
      </form>
    </Alone>
  );
}
