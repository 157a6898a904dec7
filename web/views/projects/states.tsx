import type { JSX } from "solid-js";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";

/** The shape of the list, before it is there. */
export function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <header class="flex h-12 shrink-0 items-center border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.projects")}</h1>
      </header>
      <SkeletonGroup label={t("common.loading")}>
        <SkeletonRows
          count={8}
          row={(n) => (
            <div class="flex h-12 items-center gap-4 border-b border-line/60 px-4 md:px-6">
              <Skeleton class={`h-3 ${n % 3 === 0 ? "w-44" : "w-32"}`} />
              <span class="flex-1" />
              <Skeleton class="h-3 w-24 max-md:hidden" />
              <Skeleton class="h-3 w-16" />
            </div>
          )}
        />
      </SkeletonGroup>
    </>
  );
}
