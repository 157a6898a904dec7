import { useNavigate } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { Alone } from "./Alone.tsx";
import type { Came } from "./came.ts";
import { FormTrouble } from "./FormTrouble.tsx";
import { LinkOver } from "./LinkOver.tsx";
import { createSubmit } from "./submit.ts";
import { createToken } from "./token.ts";
import { WithEntry } from "./WithEntry.tsx";

export function Recover(): JSX.Element {
  const token = createToken();
  return <WithEntry>{(entry) => <Ask entry={entry} token={token()} />}</WithEntry>;
}

/** Says what will happen before it does. */
function Ask(props: { readonly entry: Entry; readonly token: string | null }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const form = createSubmit();
  async function recover(token: string): Promise<void> {
    const outcome = await form.run(props.entry.recover, token);
    if (!outcome?.ok) return;
    app.session.ended();
    const came: Came = { said: "recovered", email: outcome.answer.email };
    navigate("/login", { replace: true, state: came });
  }
  const over = () => props.token === null || form.trouble()?.code === "link_over";
  return (
    <Show when={!over() && props.token} fallback={<LinkOver hint={t("entry.recoverOver")} href="/login" act={t("entry.back")} />}>
      {(token) => (
        <Alone title={t("entry.recoverTitle")}>
          <ul class="mt-4 flex list-disc flex-col gap-2 ps-4 marker:text-text-quiet">
            <For each={["recoverFactors", "recoverSessions", "recoverThen"] as const}>{(line) => <li>{t(`entry.${line}`)}</li>}</For>
          </ul>
          <div class="mt-6 flex flex-col gap-4">
            <FormTrouble of={form} except={["link_over"]} />
            <Button
              variant="danger"
              size="large"
              busy={form.busy()}
              disabled={form.waits() > 0}
              class="w-full touch:h-11"
              onClick={() => void recover(token())}
            >
              {t("entry.recoverAct")}
            </Button>
          </div>
          <p class="mt-4 text-small text-text-quiet">{t("entry.recoverNot")}</p>
        </Alone>
      )}
    </Show>
  );
}
