import Search from "lucide-solid/icons/search";
import UserRoundX from "lucide-solid/icons/user-round-x";
import { createSignal, type JSX, Show } from "solid-js";
import * as v from "valibot";
import { emailAddress } from "../../../domain/person.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";
import { useConsole } from "./context.tsx";
import { Found } from "./Found.tsx";
import { Page } from "./Page.tsx";
import { Lines } from "./Part.tsx";

/** Whoever needs help with coming in, found by their whole address. */
export function PeoplePage(): JSX.Element {
  const { t } = useWords();
  const { finder } = useConsole();
  const [wrong, setWrong] = createSignal(false);
  let input: HTMLInputElement | undefined;
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const email = input?.value.trim() ?? "";
    setWrong(!v.is(emailAddress, email));
    if (wrong()) input?.focus();
    else void finder.find(email);
  };
  const error = () => {
    const failure = finder.failure();
    if (wrong()) return t("finder.wrong");
    return failure === null ? undefined : failureAdvice(t, failure.code);
  };
  return (
    <Page title={t("finder.page")}>
      <form noValidate class="flex max-w-130 flex-wrap items-start gap-2" onSubmit={find}>
        <div class="min-w-0 flex-1 basis-60">
          <Field label={t("finder.email")} hint={t("finder.hint")} error={error()}>
            <TextInput
              ref={(element: HTMLInputElement) => (input = element)}
              type="email"
              name="email"
              dir="ltr"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              enterkeyhint="search"
              onInput={() => setWrong(false)}
            />
          </Field>
        </div>
        <Button type="submit" variant="primary" class="mt-6 touch:h-11" busy={finder.finding()}>
          <Icon of={Search} size={14} />
          {t("finder.act")}
        </Button>
      </form>
      <Show when={finder.finding() && finder.person() === undefined}>
        <Lines />
      </Show>
      <Show when={finder.person() === null}>
        <section class="rounded-large border border-line bg-raised">
          <EmptyState icon={<Icon of={UserRoundX} size={20} />} title={t("finder.nobody")} />
        </section>
      </Show>
      <Show when={finder.person()}>{(person) => <Found person={person()} />}</Show>
    </Page>
  );
}
