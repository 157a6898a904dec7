import { A } from "@solidjs/router";
import PartyPopper from "lucide-solid/icons/party-popper";
import Sun from "lucide-solid/icons/sun";
import { type JSX, Show } from "solid-js";
import type { DayItem } from "../../../domain/myday.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { actorHere } from "../rights.ts";
import { useDay } from "./useDay.ts";
import { useDayWords } from "./words.ts";

/** The shape of a day: what is next, and a dozen lines below it. */
export function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="overflow-hidden">
        <div class="mx-3 mt-9 mb-4 rounded-large border border-line p-4 md:mx-6">
          <Skeleton class="h-3 w-40" />
          <Skeleton class="mt-3 h-5 w-56 max-w-full" />
          <Skeleton class="mt-3 h-3 w-72 max-w-full" />
          <Skeleton class="mt-4 h-9 w-64 max-w-full" />
        </div>
        <SkeletonRows
          count={10}
          row={(n) => (
            <div class="flex h-11 items-center gap-3 border-b border-line/60 px-4 md:px-6">
              <Skeleton class="size-5" round />
              <Skeleton class={`h-3 ${n % 3 === 0 ? "w-40" : "w-32"}`} />
              <span class="flex-1" />
              <Skeleton class="h-3 w-28" />
            </div>
          )}
        />
      </div>
    </SkeletonGroup>
  );
}

export function Failed(): JSX.Element {
  const { t } = useWords();
  const day = useDay();
  return (
    <Show when={day.failure()}>
      {(failure) => (
        <ErrorState
          title={t("day.failed")}
          hint={failureAdvice(t, failure().code)}
          {...(failure().request === null ? {} : { request: failure().request ?? "" })}
          onRetry={() => void day.refresh()}
        />
      )}
    </Show>
  );
}

/** Nothing is left for today: what was done, what comes next, and where there is more to do. */
export function NothingLeft(props: { readonly coming: DayItem | undefined }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const day = useDay();
  const words = useDayWords();
  const done = () => day.done().length;
  const unclaimed = () => ((actorHere(workspace)?.agentsSeeUnclaimed ?? false) ? workspace.figures.unclaimed() : 0);
  const coming = () => {
    const item = props.coming;
    const row = item === undefined ? undefined : workspace.leads.row(item.lead);
    if (item === undefined || row === undefined) return undefined;
    return t("day.empty.coming", { what: words.what(item), name: calledWords(t, row), when: words.when(item.why.at) });
  };
  return (
    <>
      <EmptyState
        icon={<Icon of={done() > 0 ? PartyPopper : Sun} size={20} />}
        title={t(done() > 0 ? "day.empty.rewarded" : "day.empty.title")}
        hint={done() > 0 ? t("day.empty.rewardedHint", { n: done() }) : t("day.empty.hint")}
        action={
          <A
            href={`/w/${workspace.slug}/leads?owner=${unclaimed() > 0 ? "none" : "me"}`}
            class="touch-target relative inline-flex h-8 items-center rounded border border-line bg-float px-3 font-medium hover:bg-hover active:bg-pressed touch:h-11"
          >
            {unclaimed() > 0 ? t("day.empty.toUnclaimed", { n: unclaimed() }) : t("day.empty.toLeads")}
          </A>
        }
      />
      <Show when={coming()}>
        {(said) => <p class="-mt-10 px-6 pb-8 text-center text-balance text-text-quiet first-letter:uppercase">{said()}</p>}
      </Show>
    </>
  );
}
