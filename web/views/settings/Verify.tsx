import CircleCheck from "lucide-solid/icons/circle-check";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { Verification, Verified } from "../../store/settings/verification.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { useWords } from "../../words/index.ts";
import { failureWords } from "../failure.ts";

/** Holds a log against its seals, through as many requests as that takes, and says what came of it. */
export function Verify(props: { readonly of: Verification }): JSX.Element {
  const { t } = useWords();
  // eslint-disable-next-line solid/reactivity -- one log for as long as the screen is open
  const verification = props.of;
  const of = <K extends string>(kind: K) => {
    const now = verification.state();
    return now.kind === kind ? (now as Extract<typeof now, { kind: K }>) : undefined;
  };
  return (
    <div class="flex flex-col gap-3" data-verify={verification.state().kind}>
      <div role="status" class="flex flex-col gap-2">
        <Switch>
          <Match when={of("running")}>
            {(now) => (
              <>
                <Progress label={t("records.verify")} words={t("records.verifying", { n: now().records })} />
                <p class="tabular-nums text-text-quiet">{t("records.verifying", { n: now().records })}</p>
              </>
            )}
          </Match>
          <Match when={of("done")}>{(now) => <Result of={now().result} />}</Match>
          <Match when={of("failed")}>
            {(now) => (
              <p class="text-overdue-text">
                {t("settings.notDone", { reason: failureWords(t, now().failure.code) })}{" "}
                <Show when={now().failure.request}>
                  {(id) => <span class="select-all text-small text-text-quiet">{t("common.request", { id: id() })}</span>}
                </Show>
              </p>
            )}
          </Match>
        </Switch>
      </div>
      <div>
        <Show
          when={of("running")}
          fallback={
            <Button class="touch:h-11" onClick={() => void verification.run()}>
              <Switch fallback={t("records.verify")}>
                <Match when={of("failed")}>{t("records.goOn")}</Match>
                <Match when={of("done")}>{t("records.again")}</Match>
              </Switch>
            </Button>
          }
        >
          <Button class="touch:h-11" onClick={() => verification.stop()}>
            {t("records.stop")}
          </Button>
        </Show>
      </div>
    </div>
  );
}

function Result(props: { readonly of: Verified }): JSX.Element {
  const { t, format } = useWords();
  const words = () => {
    const { of } = props;
    if (of.kind === "broken") return "";
    return [
      t("records.intact", { n: of.records }) + (of.since === null ? "" : ` ${t("records.sinceTime", { time: format().exact(of.since) })}`),
      ...(of.purged > 0 ? [t("records.purged", { n: of.purged })] : []),
      ...(of.erased > 0 ? [t("records.erasedCount", { n: of.erased })] : []),
      ...(of.unsealed > 0 ? [t("records.unsealed", { n: of.unsealed })] : []),
    ].join(t("footer.separator"));
  };
  return (
    <Show
      when={props.of.kind === "broken" ? props.of : undefined}
      fallback={
        <p class="flex items-start gap-2 rounded bg-live-ground px-3 py-2 text-live-text">
          <Icon of={CircleCheck} class="mt-0.5" />
          <span class="min-w-0">{words()}</span>
        </p>
      }
    >
      {(broken) => (
        <div class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
          <Icon of={OctagonAlert} class="mt-0.5" />
          <div class="min-w-0">
            <p class="font-medium">
              <Show
                when={broken().record}
                fallback={t("records.broken", { from: format().number(broken().from), to: format().number(broken().to) })}
              >
                {(record) => <>{t("records.brokenAt", { n: format().number(record()) })}</>}
              </Show>
            </p>
            <p>{t(`records.why.${broken().why}`)}</p>
            <p>{t("records.brokenHint")}</p>
          </div>
        </div>
      )}
    </Show>
  );
}
