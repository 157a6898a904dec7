import { type JSX, onMount, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";

/** One's own: the log's seal by mail, so that it stands somewhere else too. */
export function HeadMail(): JSX.Element {
  const { t } = useWords();
  const { mail } = useSettings();
  onMount(() => void mail.read());
  return (
    <div class="flex flex-col gap-1">
      <Show when={mail.on() !== null}>
        <Switch
          label={t("records.mail")}
          hint={t("records.mailHint")}
          on={mail.on() ?? false}
          busy={mail.busy()}
          onChange={(on) => void mail.set(on)}
        />
      </Show>
      <div role="status">
        <Show when={mail.failure()}>
          {(failure) => (
            <p class="flex flex-wrap items-center gap-3 text-small text-overdue-text">
              {t("records.mailFailed", { reason: failureWords(t, failure().code) })}
              <Show when={mail.on() === null}>
                <Button size="small" onClick={() => void mail.read()}>
                  {t("common.retry")}
                </Button>
              </Show>
            </p>
          )}
        </Show>
      </div>
    </div>
  );
}
