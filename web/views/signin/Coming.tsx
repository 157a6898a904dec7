import type { JSX } from "solid-js";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { Brand } from "./Brand.tsx";

/** A page of one short column while what it shows is on its way. */
export function Coming(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex min-h-dvh flex-col items-center px-5 pt-[max(32px,14vh)] pb-6">
        <div class="flex w-full max-w-90 flex-col">
          <Brand />
          <Skeleton class="mt-6 h-5 w-56" />
          <Skeleton class="mt-3 h-3 w-64" />
          <Skeleton class="mt-8 h-10 w-full" />
          <Skeleton class="mt-4 h-10 w-full" />
        </div>
      </div>
    </SkeletonGroup>
  );
}
