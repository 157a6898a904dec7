import { type JSX, Show } from "solid-js";
import type { ChangeRow } from "../../../domain/console.ts";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { pageWords } from "./delivery-words.ts";
import { useConsole } from "./context.tsx";
import { Retry } from "./Retry.tsx";
import { StateSign } from "./Tally.tsx";
import { classWords, whyWords } from "./why.ts";

/** One change: its state, why, how often it was tried, when next; and what can be done about it. */
export function ChangeItem(props: {
  readonly change: ChangeRow;
  /** Under a head that says its Page and its reason already. */
  readonly brief?: boolean;
  readonly onRetried?: () => void;
}): JSX.Element {
  const { t, format } = useWords();
  const console = useConsole();
  const now = useNow();
  const why = () => (props.change.reason === null ? null : whyWords(t, props.change.reason));
  const when = () => {
    const { state, dueAt, settledAt } = props.change;
    if (state !== "waiting") return settledAt === null ? null : t("console.change.settled", { time: format().relative(settledAt, now()) });
    return dueAt <= now()
      ? t("console.change.dueNow")
      : t("console.change.due", { time: t("console.cron.in", { time: format().clock(dueAt - now()) }) });
  };
  const facts = () =>
    [
      props.change.failure === null ? null : classWords(t, props.change.failure),
      props.change.attempts === 0 ? null : t("console.change.attempts", { n: props.change.attempts }),
      when(),
      props.change.repeats === 0 ? null : t("console.change.repeats", { n: props.change.repeats }),
    ]
      .filter((fact) => fact !== null)
      .join(t("footer.separator"));
  const key = () => `change:${props.change.lead}`;
  return (
    <div class="flex flex-col gap-1">
      <div class="flex items-center gap-3">
        <StateSign state={props.change.state} words={t(`console.state.${props.change.state}`)} />
        <span class="min-w-0 flex-1 truncate text-end font-mono text-small text-text-quiet">
          <bdi class="select-all">{props.change.lead}</bdi>
        </span>
      </div>
      <Show when={!props.brief}>
        <p class="truncate">
          <bdi>{pageWords(t, props.change.page)}</bdi>
          <Show when={props.change.page.workspace}>
            {(workspace) => (
              <span class="text-text-quiet">
                {" · "}
                <bdi>{workspace().name}</bdi>
              </span>
            )}
          </Show>
        </p>
      </Show>
      <Show when={!props.brief && props.change.state !== "done" && why()}>
        {(reason) => (
          <p>
            <span class="font-medium">{reason().title}. </span>
            <span class="text-text-quiet">{reason().act}</span>
          </p>
        )}
      </Show>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div class="min-w-0 flex-1 basis-40 text-small text-text-quiet">
          <p>{facts()}</p>
          <Show when={props.change.trace}>{(trace) => <p class="select-all">{t("console.change.trace", { id: trace() })}</p>}</Show>
        </div>
        <Retry
          about={key()}
          count={1}
          label={t("console.wait.retry")}
          offered={props.change.state === "parked"}
          start={() => console.retries.one(key(), props.change.lead)}
          over={() => props.onRetried?.()}
        />
      </div>
    </div>
  );
}
