import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { createSubmit } from "../signin/submit.ts";
import { useAccount } from "./context.tsx";
import { Email } from "./Email.tsx";
import { Section } from "./Section.tsx";

type MailLanguage = "en" | "ar" | null;
const CHOICES: readonly { readonly is: MailLanguage; readonly key: "account.mailsAsWorkspace" | "language.en" | "language.ar" }[] = [
  { is: null, key: "account.mailsAsWorkspace" },
  { is: "en", key: "language.en" },
  { is: "ar", key: "language.ar" },
];

export function Profile(): JSX.Element {
  const { t } = useWords();
  const { own, account, did } = useAccount();
  const form = createSubmit();
  const [name, setName] = createSignal(account().person.name);
  const [language, setLanguage] = createSignal<MailLanguage>(account().person.language);
  // What is being typed stays, whatever was taken back or saved elsewhere.
  createEffect(
    on(
      () => account().person.name,
      (now, was) => name() === was && setName(now),
      { defer: true },
    ),
  );
  createEffect(
    on(
      () => account().person.language,
      (now, was) => language() === was && setLanguage(now),
      { defer: true },
    ),
  );
  const changed = () => name().trim() !== account().person.name || language() !== account().person.language;
  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!changed() || name().trim() === "") return;
    const { name: known, language: mails } = account().person;
    const [before, after] = [
      { name: known, language: mails },
      { name: name().trim(), language: language() },
    ];
    const outcome = await form.run(own.setProfile, after);
    if (!outcome?.ok) return;
    const undo = () => own.setProfileBack(before, after);
    did({ undo }, () => ({ key: "profile", called: t("account.profile"), text: t("account.saved") }));
  }
  return (
    <Section title={t("account.profile")}>
      <form noValidate class="flex flex-col gap-4" onSubmit={(event) => void save(event)}>
        <Field label={t("account.name")} error={name().trim() === "" ? t("invited.noName") : undefined}>
          <TextInput
            name="name"
            dir="auto"
            required
            maxlength={120}
            autocomplete="name"
            value={name()}
            onInput={setName}
            class="max-w-90"
          />
        </Field>
        <fieldset class="flex flex-col gap-1">
          <legend class="mb-1 font-medium">{t("account.mails")}</legend>
          <div class="flex flex-wrap gap-x-5 gap-y-1">
            <For each={CHOICES}>
              {(choice) => (
                <label class="flex h-8 items-center gap-2 touch:h-11">
                  <input
                    type="radio"
                    name="language"
                    class="size-4"
                    checked={language() === choice.is}
                    onChange={() => setLanguage(() => choice.is)}
                  />
                  <span lang={choice.is ?? undefined}>{t(choice.key)}</span>
                </label>
              )}
            </For>
          </div>
        </fieldset>
        <FormTrouble of={form} />
        <Show when={changed()}>
          <div class="flex gap-2">
            <Button type="submit" variant="primary" busy={form.busy()} class="touch:h-11">
              {t("common.save")}
            </Button>
            <Button
              class="touch:h-11"
              onClick={() => {
                setName(account().person.name);
                setLanguage(account().person.language);
              }}
            >
              {t("common.cancel")}
            </Button>
          </div>
        </Show>
      </form>
      <hr class="border-line" />
      <Email />
    </Section>
  );
}
