import { createEffect, type JSX, Show } from "solid-js";
import type { Query } from "../../../store/floor/lists.ts";
import { Button } from "../../../ui/Button.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { useWords } from "../../../words/index.ts";
import { STANDARD } from "../columns/standard.ts";

/** Where what was read of a group ends: the next leads are read as soon as this is drawn. */
export function MoreRow(props: { readonly query: Query }): JSX.Element {
  const { t } = useWords();
  createEffect(() => {
    props.query.ids();
    if (!props.query.loading() && !props.query.complete() && props.query.failure() === null) void props.query.more();
  });
  return (
    <div role="gridcell" aria-colspan={STANDARD.length} class="flex h-full items-center border-b border-line/60 ps-4 md:ps-6">
      <Show
        when={props.query.failure()}
        fallback={
          <>
            <span class="sr-only">{t("common.loading")}</span>
            <Skeleton class="h-3 w-36" />
          </>
        }
      >
        <span role="alert" class="flex items-center gap-3 text-small text-overdue-text">
          {t("leads.failedMore")}
          <Button size="small" onClick={() => void props.query.more()}>
            {t("common.retry")}
          </Button>
        </span>
      </Show>
    </div>
  );
}
