import type { JSX } from "solid-js";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { SEARCH_GRID } from "./SearchRow.tsx";

/** The shape of what is found, before it is. */
export function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <SkeletonRows
          count={8}
          row={(n) => (
            <div class={`${SEARCH_GRID} h-11 border-b border-line/60 max-md:h-16`}>
              <Skeleton class={`h-3 ${n % 3 === 0 ? "w-40" : "w-28"}`} />
              <Skeleton class={`h-3 ${n % 2 === 0 ? "w-32" : "w-44"} max-md:hidden`} />
              <Skeleton class="h-3 w-16 max-md:hidden" />
            </div>
          )}
        />
      </SkeletonGroup>
    </div>
  );
}

export function Starting(): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <header class="flex h-12 shrink-0 items-center border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.search")}</h1>
      </header>
      <Loading />
    </>
  );
}
