import { A, useLocation } from "@solidjs/router";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { HOUR_MS, RESET_LASTS_MS } from "../../../domain/mail/lasts.ts";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { Alone } from "./Alone.tsx";
import type { Came } from "./came.ts";
import { DemoMail } from "./DemoMail.tsx";
import { FormTrouble } from "./FormTrouble.tsx";
import { createSubmit } from "./submit.ts";
import { WithEntry } from "./WithEntry.tsx";
import { looksLikeEmail } from "./wrong.ts";

export function Forgot(): JSX.Element {
  return <WithEntry>{(entry) => <Ask entry={entry} />}</WithEntry>;
}

/** The same words whoever it is (SI1). */
function Ask(props: { readonly entry: Entry }): JSX.Element {
  const { t } = useWords();
  const location = useLocation<Came>();
  const form = createSubmit();
  const [wrong, setWrong] = createSignal(false);
  const [sent, setSent] = createSignal<string>();
  let email!: HTMLInputElement;
  onMount(() => email.focus());

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = email.value.trim();
    setWrong(!looksLikeEmail(given));
    if (wrong()) return email.focus();
    const outcome = await form.run(props.entry.forgot, given);
    if (outcome?.ok) setSent(given);
  }
  return (
    <Alone title={t(sent() === undefined ? "entry.forgotTitle" : "entry.sentTitle")} foot={<DemoMail />}>
      <Show
        when={sent()}
        fallback={
          <form noValidate class="mt-1 flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
            <p class="mb-1 text-text-quiet">{t("entry.forgotHint")}</p>
            <Field label={t("signIn.email")} error={wrong() ? t("signIn.emailHint") : undefined}>
              <TextInput
                ref={email}
                type="email"
                name="email"
                size="large"
                dir="ltr"
                required
                value={location.state?.email ?? ""}
                autocomplete="username"
                autocapitalize="none"
                spellcheck={false}
                enterkeyhint="send"
                onInput={() => setWrong(false)}
              />
            </Field>
            <FormTrouble of={form} />
            <Button type="submit" variant="primary" size="large" busy={form.busy()} disabled={form.waits() > 0} class="w-full touch:h-11">
              {t("entry.sendLink")}
            </Button>
          </form>
        }
      >
        {(to) => (
          <div role="status" class="mt-1 flex flex-col gap-2 text-text-quiet">
            <p>{t("entry.sent", { email: to() })}</p>
            <p>{t("entry.sentHint", { n: RESET_LASTS_MS / HOUR_MS })}</p>
          </div>
        )}
      </Show>
      <A href="/login" class="touch-target relative mt-5 self-start rounded-small text-accent-text hover:underline">
        {t("entry.back")}
      </A>
    </Alone>
  );
}
