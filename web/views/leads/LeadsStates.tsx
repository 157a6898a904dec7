import { A } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import { createEffect, type JSX, Match, on, Show, Switch } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { keyOf, type PagedList } from "../../store/paging.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { ColumnHeads } from "./ColumnHeads.tsx";

const WIDTHS = ["w-36", "w-28", "w-40", "w-32", "w-38"];
/** More than any screen is high: what is beyond it is cut off. */
const ROWS = 60;

/** The shape of the list, before there is one. `whole`: with the heads, where no list stands around it. */
export function Loading(props: { readonly whole?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <Show when={props.whole}>
          <div aria-hidden="true" class="max-md:hidden">
            <ColumnHeads />
          </div>
        </Show>
        <SkeletonRows
          count={ROWS}
          row={(index) => (
            <>
              <div class="lead-grid h-9 items-center border-b border-line/60 ps-6 pe-4 max-md:hidden">
                <Bar width={WIDTHS[index % WIDTHS.length]} />
                <Bar width="w-28" wide />
                <Bar width={WIDTHS[(index + 2) % WIDTHS.length]} />
                <Bar width="w-24" wide />
                <span class="flex items-center gap-2">
                  <Skeleton class="size-5" round />
                  <Skeleton class="h-3 w-20" />
                </span>
                <Bar width="w-16" />
                <Bar width="w-10" />
                <Bar width="w-14" wide />
              </div>
              <div class="flex h-16 items-center gap-3 border-b border-line/60 ps-4 pe-5 md:hidden">
                <div class="flex min-w-0 flex-1 flex-col gap-2.5">
                  <Skeleton class={`h-3.5 ${WIDTHS[index % WIDTHS.length] ?? ""}`} />
                  <Skeleton class="h-3 w-48" />
                </div>
                <Skeleton class="h-3 w-12" />
                <Skeleton class="size-6" round />
              </div>
            </>
          )}
        />
      </SkeletonGroup>
    </div>
  );
}

function Bar(props: { readonly width: string | undefined; readonly wide?: boolean }): JSX.Element {
  return (
    <span classList={{ "max-xl:hidden": props.wide ?? false }}>
      <Skeleton class={`h-3 max-w-full ${props.width ?? ""}`} />
    </span>
  );
}

export function LoadFailed(props: { readonly failure: ApiFailure }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  return (
    <ErrorState
      title={t("leads.failed")}
      hint={failureAdvice(t, props.failure.code)}
      {...(props.failure.request === null ? {} : { request: props.failure.request })}
      onRetry={() => void workspace.reload()}
    />
  );
}

/** Nothing in this list: what would be here, and what to do. */
export function EmptyList(props: { readonly list: PagedList }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const loading = () => workspace.pages.loading(props.list) || !workspace.leads.complete(keyOf(props.list));
  // A list of one person's leads is read when it is first looked at.
  createEffect(
    on(
      () => props.list,
      (list) => void workspace.pages.more(list),
    ),
  );
  return (
    <Switch fallback={<EmptyState icon={<Icon of={Inbox} size={20} />} title={t("leads.empty.title")} hint={hint()} />}>
      <Match when={workspace.pages.failure(props.list)}>{(failure) => <LoadFailed failure={failure()} />}</Match>
      <Match when={loading()}>
        <Loading />
      </Match>
      <Match when={props.list !== "all"}>
        <EmptyState
          icon={<Icon of={props.list === "all" || props.list.owner !== null ? UserRound : UserRoundCheck} size={20} />}
          {...words()}
          action={
            <A
              href={`/w/${workspace.slug}/leads`}
              class="touch-target relative inline-flex h-8 items-center rounded border border-line bg-float px-3 font-medium hover:bg-hover active:bg-pressed"
            >
              {t("leads.empty.all")}
            </A>
          }
        />
      </Match>
    </Switch>
  );

  /** Whose leads would be here, and how they come to be theirs. */
  function words(): { readonly title: string; readonly hint: string } {
    const owner = props.list === "all" ? undefined : props.list.owner;
    const role = workspace.directory.me()?.role;
    // What they are not shown may well be there.
    const blind = role === "agent" || (role === "manager" && owner !== null);
    if (blind && owner !== workspace.directory.me()?.id) return { title: t("leads.empty.hidden"), hint: t("leads.empty.hiddenHint") };
    if (owner === null) return { title: t("leads.empty.unclaimed"), hint: t("leads.empty.unclaimedHint") };
    if (owner === workspace.directory.me()?.id) return { title: t("leads.empty.mine"), hint: t("leads.empty.agent") };
    const name = workspace.directory.member(owner ?? null)?.name ?? t("timeline.somebody");
    return { title: t("leads.empty.theirs", { name }), hint: t("leads.empty.theirsHint") };
  }

  function hint(): string {
    return t(workspace.directory.me()?.role === "agent" ? "leads.empty.agent" : "leads.empty.hint");
  }
}

/** Below the last row read: why there is no next page yet. */
export function PageState(props: { readonly list: PagedList }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  return (
    <Show when={workspace.pages.failure(props.list)}>
      <div role="alert" class="flex shrink-0 items-center justify-center gap-3 border-t border-line py-2 text-small text-overdue-text">
        {t("leads.failedMore")}
        <Button size="small" onClick={() => void workspace.pages.more(props.list)}>
          {t("common.retry")}
        </Button>
      </div>
    </Show>
  );
}
