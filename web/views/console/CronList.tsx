import Play from "lucide-solid/icons/play";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { CronRow } from "../../../domain/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useConsole } from "./context.tsx";
import { cronWords, lastOf } from "./cron-words.ts";
import { LampSign } from "./LampSign.tsx";
import { countWords } from "./why.ts";

const RunDialog = lazyPart(async () => (await import("./RunDialog.tsx")).RunDialog);

/** A line's grid: what it is, how it went, when it comes next, what can be done. */
const LINE =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1.6fr)_140px_100px]";

/** Each cron: what it is for, how its last run went, when it comes next; and running it now. */
export function CronList(props: { readonly crons: readonly CronRow[] }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const app = useApp();
  const console = useConsole();
  const [asked, setAsked] = createSignal<string | null>(null);
  const [running, setRunning] = createSignal<ReadonlySet<string>>(new Set());
  const names = createMemo(() => props.crons.map((cron) => cron.name), [], { equals: (a, b) => a.join() === b.join() });
  const number = (n: number) => words.format().number(n);

  async function run(name: string): Promise<void> {
    setAsked(null);
    setRunning((all) => new Set([...all, name]));
    const ended = await console.runCron(name);
    setRunning((all) => new Set([...all].filter((one) => one !== name)));
    const called = cronWords(t, name).name;
    if ("code" in ended) {
      app.toasts.show({
        id: `cron-${name}`,
        tone: "overdue",
        text: t("console.cron.notDone", { name: called, what: failureWords(t, ended.code) }),
      });
    } else if (ended.outcome === "failed") {
      app.toasts.show({
        id: `cron-${name}`,
        tone: "overdue",
        text: t("console.cron.notDone", { name: called, what: ended.failure ?? "" }),
      });
    } else {
      const did = countWords(t, number, ended.counts).join(t("footer.separator")) || t("console.cron.nothing");
      app.toasts.show({ id: `cron-${name}`, tone: "live", text: t("console.cron.done", { name: called, what: did }) });
    }
    void console.crons.read();
    void console.jobs.read();
  }

  return (
    <>
      <ul class="divide-y divide-line/60">
        <For each={names()}>
          {(name) => (
            <Show when={props.crons.find((cron) => cron.name === name)}>
              {(cron) => <Line cron={cron()} busy={running().has(name)} onRun={() => setAsked(name)} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={asked()}>
        {(name) => (
          <RunDialog
            name={cronWords(t, name()).name}
            open
            onOpenChange={(open) => !open && setAsked(null)}
            onRun={() => void run(name())}
          />
        )}
      </Show>
    </>
  );
}

function Line(props: { readonly cron: CronRow; readonly busy: boolean; readonly onRun: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const console = useConsole();
  const now = useNow();
  const called = () => cronWords(t, props.cron.name);
  const last = () => lastOf(words, props.cron, now());
  return (
    <li data-cron={props.cron.name} class={LINE}>
      <div class="min-w-0">
        <p class="font-medium">{called().name}</p>
        <p class="text-small text-text-quiet">{called().hint}</p>
      </div>
      <div class="flex min-w-0 items-start gap-2 max-md:order-1 max-md:col-span-2">
        <LampSign state={last().state} small />
        <div class="min-w-0">
          <p class="text-small">{last().when}</p>
          <p class="text-small text-text-quiet" classList={{ "text-overdue-text!": last().state === "unwell" }}>
            {last().what}
          </p>
        </div>
      </div>
      <p class="text-small tabular-nums text-text-quiet max-md:order-1 max-md:col-span-2" data-tip={words.format().exact(props.cron.next)}>
        <span class="md:sr-only">{t("console.cron.next")} </span>
        {t("console.cron.in", { time: words.format().clock(props.cron.next - now()) })}
      </p>
      <div class="md:text-end">
        <Show when={console.may("cron.run")}>
          <Button size="small" busy={props.busy} onClick={() => props.onRun()}>
            <Icon of={Play} size={14} />
            {t("console.cron.run")}
          </Button>
        </Show>
      </div>
    </li>
  );
}

export function CronsLoading(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="divide-y divide-line/60">
        <SkeletonRows
          count={6}
          row={(n) => (
            <div class={LINE}>
              <div class="flex h-9 flex-col justify-center gap-2">
                <Skeleton class="h-3 w-20" />
                <Skeleton class={`h-2.5 max-w-full ${n % 2 === 0 ? "w-48" : "w-40"}`} />
              </div>
              <div class="flex items-center gap-2 max-md:order-1 max-md:col-span-2">
                <Skeleton class="size-5" round />
                <Skeleton class="h-3 w-40" />
              </div>
              <Skeleton class="h-3 w-12 max-md:hidden" />
              <Skeleton class="h-7 w-20 justify-self-end" />
            </div>
          )}
        />
      </div>
    </SkeletonGroup>
  );
}
