import { A } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { Alone } from "./Alone.tsx";
import { FormTrouble } from "./FormTrouble.tsx";
import { LINK_BUTTON, LinkOver } from "./LinkOver.tsx";
import { createSubmit } from "./submit.ts";
import { createToken } from "./token.ts";
import { WithEntry } from "./WithEntry.tsx";

export function Verify(): JSX.Element {
  const token = createToken();
  return <WithEntry>{(entry) => <Ask entry={entry} token={token()} />}</WithEntry>;
}

/** On a press, never on loading: what scans mails opens every link in them. */
function Ask(props: { readonly entry: Entry; readonly token: string | null }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const form = createSubmit();
  const [done, setDone] = createSignal(false);
  async function verify(token: string): Promise<void> {
    const outcome = await form.run(props.entry.verifyEmail, token);
    if (!outcome?.ok) return;
    await app.session.load();
    setDone(true);
  }
  const signedIn = () => app.session.state().kind === "in";
  const over = () => props.token === null || form.trouble()?.code === "link_over";

  return (
    <Show when={!over() && props.token} fallback={<LinkOver hint={t("entry.verifyOver")} href="/account" act={t("entry.toAccount")} />}>
      {(token) => (
        <Alone title={t(done() ? "entry.verified" : "entry.verifyTitle")}>
          <Show
            when={done()}
            fallback={
              <>
                <p class="mt-1 mb-6 text-text-quiet">{t("entry.verifyHint")}</p>
                <div class="flex flex-col gap-4">
                  <FormTrouble of={form} except={["link_over"]} />
                  <Button
                    variant="primary"
                    size="large"
                    busy={form.busy()}
                    disabled={form.waits() > 0}
                    class="w-full touch:h-11"
                    onClick={() => void verify(token())}
                  >
                    {t("entry.verifyAct")}
                  </Button>
                </div>
              </>
            }
          >
            <p role="status" class="mt-1 mb-6 text-text-quiet">
              {t("entry.verifiedHint")}
            </p>
            <A href={signedIn() ? "/account" : "/login"} class={LINK_BUTTON}>
              {t(signedIn() ? "entry.toAccount" : "signIn.act")}
            </A>
          </Show>
        </Alone>
      )}
    </Show>
  );
}
