import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { weakWords } from "../trouble.ts";
import { Alone } from "./Alone.tsx";
import type { Came } from "./came.ts";
import { FormTrouble } from "./FormTrouble.tsx";
import { LinkOver } from "./LinkOver.tsx";
import { NewPassword } from "./NewPassword.tsx";
import { missing } from "./strength.ts";
import { createSubmit } from "./submit.ts";
import { createToken } from "./token.ts";
import { WithEntry } from "./WithEntry.tsx";

export function Reset(): JSX.Element {
  const token = createToken();
  return <WithEntry>{(entry) => <Choose entry={entry} token={token()} />}</WithEntry>;
}

function Choose(props: { readonly entry: Entry; readonly token: string | null }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const form = createSubmit();
  const [short, setShort] = createSignal(false);
  let password!: HTMLInputElement;
  onMount(() => props.token !== null && password.focus());

  async function submit(event: SubmitEvent, token: string): Promise<void> {
    event.preventDefault();
    setShort(missing(password.value) > 0);
    if (short()) return password.focus();
    const outcome = await form.run(props.entry.reset, token, password.value);
    if (outcome === null) return;
    if (!outcome.ok) return outcome.trouble.code === "weak_password" ? password.select() : undefined;
    // Whoever was signed in here is not any more.
    app.session.ended();
    const came: Partial<Came> = { said: "reset" };
    navigate("/login", { replace: true, state: came });
  }
  const changed = () => {
    setShort(false);
    form.say(null);
  };
  const error = () => (short() || form.trouble()?.code === "weak_password" ? weakWords(t, form.trouble()) : undefined);
  const over = () => props.token === null || form.trouble()?.code === "link_over";

  return (
    <Show
      when={!over() && props.token}
      fallback={<LinkOver hint={t("error.link_over.hint")} href="/login/forgot" act={t("entry.another")} />}
    >
      {(token) => (
        <Alone title={t("entry.resetTitle")}>
          <form noValidate class="mt-6 flex flex-col gap-4" onSubmit={(event) => void submit(event, token())}>
            <NewPassword label={t("password.new")} error={error()} ref={(input) => (password = input)} onInput={changed} />
            <FormTrouble of={form} except={["weak_password", "link_over"]} />
            <Button type="submit" variant="primary" size="large" busy={form.busy()} disabled={form.waits() > 0} class="w-full touch:h-11">
              {t("entry.resetAct")}
            </Button>
          </form>
        </Alone>
      )}
    </Show>
  );
}
