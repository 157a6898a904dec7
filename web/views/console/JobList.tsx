import ListChecks from "lucide-solid/icons/list-checks";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { JobRow } from "../../../domain/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useConsole } from "./context.tsx";
import { countWords } from "./why.ts";

/** Long work, the newest first, each with how far it is. */
export function JobList(props: { readonly jobs: readonly JobRow[] }): JSX.Element {
  const { t } = useWords();
  const ids = createMemo(() => props.jobs.map((job) => job.id), [], { equals: (a, b) => a.join() === b.join() });
  return (
    <Show
      when={ids().length > 0}
      fallback={<EmptyState icon={<Icon of={ListChecks} size={20} />} title={t("console.job.none")} hint={t("console.job.noneHint")} />}
    >
      <ul class="divide-y divide-line/60">
        <For each={ids()}>{(id) => <Show when={props.jobs.find((job) => job.id === id)}>{(job) => <Line job={job()} />}</Show>}</For>
      </ul>
    </Show>
  );
}

const KINDS = ["purge", "leaving", "index_field"] as const;

function Line(props: { readonly job: JobRow }): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const console = useConsole();
  const now = useNow();
  const kind = () => {
    const known = KINDS.find((one) => one === props.job.kind);
    return known === undefined ? props.job.kind : t(`console.job.${known}`);
  };
  const scope = () =>
    props.job.scope === "platform"
      ? t("console.nobody")
      : (console.boot.value()?.workspaces.find((one) => one.id === props.job.scope)?.name ?? props.job.scope);
  const done = () => Object.values(props.job.counts).reduce((sum, count) => sum + count, 0);
  const far = () =>
    props.job.total === null
      ? t(props.job.state === "done" ? "console.job.inAll" : "console.job.soFar", { n: format().number(done()) })
      : t("console.job.progress", { part: format().number(done()), whole: format().number(props.job.total) });
  const over = () => props.job.state === "done" || props.job.state === "failed";
  /** What is over without a known total has done all there was. */
  const max = () => props.job.total ?? (props.job.state === "done" ? 1 : undefined);
  const value = () => (props.job.state === "done" ? max() : done());
  const told = () => countWords(t, (n) => format().number(n), props.job.counts).join(t("footer.separator"));
  const goOn = async () => {
    const failure = await console.retryJob(props.job.id);
    if (failure !== null) app.toasts.show({ id: `job-${props.job.id}`, tone: "overdue", text: failureWords(t, failure.code) });
    void console.jobs.read();
  };
  return (
    <li
      data-job={props.job.id}
      class="grid items-center gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1.6fr)_140px_100px]"
    >
      <div class="min-w-0">
        <p class="truncate">
          <span class="font-medium">{kind()}</span>
          <span class="text-text-quiet">
            {" · "}
            <bdi>{scope()}</bdi>
          </span>
        </p>
        <p class="text-small text-text-quiet">{told()}</p>
      </div>
      <div class="flex min-w-0 flex-col gap-1">
        <div class="flex items-center gap-3">
          <Progress
            label={t("console.job.label", { name: kind() })}
            value={value()}
            max={max()}
            words={far()}
            state={props.job.state === "failed" ? "failed" : props.job.state === "done" ? "done" : "running"}
          />
          <span class="shrink-0 text-small tabular-nums">{far()}</span>
        </div>
        <Show when={props.job.failure}>
          {(cause) => (
            <p class="text-small text-overdue-text">
              {[t("console.job.attempts", { n: props.job.attempts }), t("console.job.failure", { cause: cause() })].join(
                t("footer.separator"),
              )}
            </p>
          )}
        </Show>
      </div>
      <p class="flex gap-2 text-small text-text-quiet">
        <span classList={{ "font-medium text-overdue-text": props.job.state === "failed" }}>{t(`console.job.${props.job.state}`)}</span>
        <When at={(over() ? props.job.endedAt : null) ?? props.job.createdAt} now={now} />
      </p>
      <div class="md:text-end">
        <Show when={props.job.state === "failed" && console.may("job.retry")}>
          <Button size="small" onClick={() => void goOn()}>
            {t("console.job.retry")}
          </Button>
        </Show>
      </div>
    </li>
  );
}
