import Check from "lucide-solid/icons/check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { type JSX, Match, Switch } from "solid-js";
import type { OwnPush } from "../../../store/push.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Spinner } from "../../../ui/Spinner.tsx";
import { useWords } from "../../../words/index.ts";
import { failureWords } from "../../failure.ts";

/** Quietly: what became of the last change. */
export function Saved(props: { readonly of: OwnPush["settings"] }): JSX.Element {
  const { t } = useWords();
  return (
    <div role="status" data-save={props.of.state()} class="flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 text-small text-text-quiet">
      <Switch>
        <Match when={props.of.state() === "saving"}>
          <Spinner />
        </Match>
        <Match when={props.of.state() === "saved"}>
          <Icon of={Check} size={14} class="text-live" />
          {t("account.saved")}
        </Match>
        <Match when={props.of.failure()}>
          {(failure) => (
            <>
              <span class="flex items-center gap-1.5 text-overdue-text">
                <Icon of={CircleAlert} size={14} />
                {t("notices.push.notSaved", { reason: failureWords(t, failure().code) })}
              </span>
              <Button size="small" class="touch:h-11" onClick={() => props.of.retry()}>
                {t("common.retry")}
              </Button>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}
