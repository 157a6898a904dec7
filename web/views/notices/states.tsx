import { A } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import type { JSX } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";
import { useSettingsPath } from "./words.ts";

const WIDTHS = ["w-40", "w-28", "w-36"];

/** The shape of the list. */
export function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <Skeleton class="mx-4 mt-5 mb-3 h-3 w-16 md:mx-6" />
        <SkeletonRows
          count={14}
          row={(n) => (
            <div class="flex h-15 items-center gap-3 border-b border-line/60 ps-7 pe-4 md:ps-9 md:pe-6">
              <Skeleton class="size-8" round />
              <span class="flex flex-1 flex-col gap-2">
                <Skeleton class={`h-3 ${WIDTHS[n % WIDTHS.length]}`} />
                <Skeleton class="h-3 w-56 max-w-full" />
              </span>
              <Skeleton class="h-3 w-14" />
            </div>
          )}
        />
      </SkeletonGroup>
    </div>
  );
}

export function Failed(props: { readonly failure: ApiFailure; readonly onRetry: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <ErrorState
      title={t("notices.failed")}
      hint={failureAdvice(t, props.failure.code)}
      {...(props.failure.request === null ? {} : { request: props.failure.request })}
      onRetry={() => props.onRetry()}
    />
  );
}

export function Nothing(): JSX.Element {
  const { t } = useWords();
  const settings = useSettingsPath();
  return (
    <EmptyState
      icon={<Icon of={Bell} size={20} />}
      title={t("notices.empty.title")}
      hint={t("notices.empty.hint")}
      action={
        <A
          href={settings()}
          class="touch-target relative inline-flex h-8 items-center rounded border border-line bg-float px-3 font-medium hover:bg-hover active:bg-pressed touch:h-11"
        >
          {t("notices.empty.act")}
        </A>
      }
    />
  );
}
