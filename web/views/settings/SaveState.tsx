import Check from "lucide-solid/icons/check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import Hourglass from "lucide-solid/icons/hourglass";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { General } from "../../store/settings/general.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";

/** Quietly: what became of the last change. A failure says why, and what to quote. */
export function SaveState(props: { readonly of: Pick<General, "state" | "failure" | "retry"> }): JSX.Element {
  const { t } = useWords();
  return (
    <div role="status" class="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-small text-text-quiet" data-save={props.of.state()}>
      <Switch>
        <Match when={props.of.state() === "saving"}>
          <span class="flex items-center gap-1.5">
            <Spinner />
            {t("settings.saving")}
          </span>
        </Match>
        <Match when={props.of.state() === "saved"}>
          <span class="flex items-center gap-1.5">
            <Icon of={Check} size={14} class="text-live" />
            {t("settings.saved")}
          </span>
        </Match>
        <Match when={props.of.state() === "pending"}>
          <span class="flex items-center gap-1.5">
            <Icon of={Hourglass} size={14} />
            {t("settings.pending")}
          </span>
        </Match>
        <Match when={props.of.failure()}>
          {(failure) => (
            <>
              <span class="flex items-center gap-1.5 text-overdue-text">
                <Icon of={CircleAlert} size={14} />
                {t("settings.notSaved", { reason: failureWords(t, failure().code) })}
              </span>
              <Button size="small" onClick={() => props.of.retry()}>
                {t("common.retry")}
              </Button>
              <Show when={failure().request}>{(id) => <span class="select-all">{t("common.request", { id: id() })}</span>}</Show>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}
