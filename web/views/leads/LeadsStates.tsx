import { type JSX, Show } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { ColumnHeads } from "./ColumnHeads.tsx";
import { CARD, createNarrow, PHONE, ROW } from "./narrow.ts";
import type { Shown } from "./shown.ts";

const WIDTHS = ["w-36", "w-28", "w-40", "w-32", "w-38"];

/** The shape of the list, before there is one. `whole`: with the heads, where no list stands around it. */
export function Loading(props: { readonly whole?: boolean }): JSX.Element {
  const { t } = useWords();
  const narrow = createNarrow(PHONE);
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <Show when={props.whole}>
          <div aria-hidden="true" class="max-md:hidden">
            <ColumnHeads />
          </div>
        </Show>
        <SkeletonRows
          // What is beyond the screen is cut off.
          count={Math.ceil(window.innerHeight / (narrow() ? CARD : ROW))}
          row={(index) => (
            <Show
              when={narrow()}
              fallback={
                <div class="lead-grid h-9 items-center border-b border-line/60 ps-6 pe-4">
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
              }
            >
              <div class="flex h-16 items-center gap-3 border-b border-line/60 ps-4 pe-5">
                <div class="flex min-w-0 flex-1 flex-col gap-2.5">
                  <Skeleton class={`h-3.5 ${WIDTHS[index % WIDTHS.length] ?? ""}`} />
                  <Skeleton class="h-3 w-48" />
                </div>
                <Skeleton class="h-3 w-12" />
                <Skeleton class="size-6" round />
              </div>
            </Show>
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

export function LoadFailed(props: { readonly failure: ApiFailure; readonly onRetry?: () => void }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  return (
    <ErrorState
      title={t("leads.failed")}
      hint={failureAdvice(t, props.failure.code)}
      {...(props.failure.request === null ? {} : { request: props.failure.request })}
      onRetry={() => (props.onRetry ?? (() => void workspace.reload()))()}
    />
  );
}

/** Below the last row read: why there is no next page yet. */
export function PageState(props: { readonly shown: Shown }): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.shown.failure()}>
      <div role="alert" class="flex shrink-0 items-center justify-center gap-3 border-t border-line py-2 text-small text-overdue-text">
        {t("leads.failedMore")}
        <Button size="small" onClick={() => void props.shown.more()}>
          {t("common.retry")}
        </Button>
      </div>
    </Show>
  );
}
