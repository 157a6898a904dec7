import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { SessionRow } from "../../store/account.ts";
import { Button } from "../../ui/Button.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { createSubmit } from "../signin/submit.ts";
import { useAccount } from "./context.tsx";
import { Section } from "./Section.tsx";
import { SessionLine } from "./SessionLine.tsx";

const AskDialog = lazyPart(async () => (await import("./AskDialog.tsx")).AskDialog);

/** Everywhere one is signed in. */
export function Sessions(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { own } = useAccount();
  const form = createSubmit();
  const [asking, setAsking] = createSignal(false);
  const [ending, setEnding] = createSignal<string | null>(null);
  const sorted = () => [...(own.sessions.value() ?? [])].sort(newestFirst);
  const others = () => sorted().filter((row) => !row.current).length;
  async function end(session: string | null): Promise<void> {
    setEnding(session);
    const outcome = await form.run(() => own.endSessions(session));
    setEnding(null);
    if (!outcome?.ok) return;
    const { ended, pending } = outcome.answer;
    app.toasts.show({ id: "sessions", text: pending ? t("account.endedPending") : t("account.ended", { n: ended }) });
  }
  return (
    <Section title={t("account.sessions")} hint={t("account.sessionsHint")}>
      <Switch fallback={<Coming />}>
        <Match when={own.sessions.value()}>
          <ul class="flex flex-col divide-y divide-line">
            <For each={sorted()}>
              {(row) => <SessionLine row={row} busy={form.busy() && ending() === row.id} onEnd={() => void end(row.id)} />}
            </For>
          </ul>
          <FormTrouble of={form} />
          <Show when={others() > 0}>
            <div>
              <Button busy={form.busy() && ending() === null} class="touch:h-11" onClick={() => setAsking(true)}>
                {t("account.endOthers")}
              </Button>
            </div>
          </Show>
        </Match>
        <Match when={own.sessions.failure()}>
          {(failure) => (
            <div role="alert" class="flex flex-col items-start gap-3">
              <p class="text-text-quiet">{failureAdvice(t, failure().code)}</p>
              <Button class="touch:h-11" onClick={() => void own.sessions.read()}>
                {t("common.retry")}
              </Button>
            </div>
          )}
        </Match>
      </Switch>
      <AskDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t("account.endOthersTitle", { n: others() })}
        hint={t("account.endOthersHint")}
        act={t("account.endOthers")}
        onAct={() => void end(null)}
      />
    </Section>
  );
}

/** This one first, then whoever was seen last. */
function newestFirst(a: SessionRow, b: SessionRow): number {
  return Number(b.current) - Number(a.current) || b.seenAt - a.seenAt;
}

function Coming(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-3">
        <SkeletonRows count={2} row={() => <Skeleton class="h-9 w-full" />} />
      </div>
    </SkeletonGroup>
  );
}
