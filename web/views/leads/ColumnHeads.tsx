import { For, type JSX, Show } from "solid-js";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { isStandard, STANDARD } from "./columns/standard.ts";
import { STUCK } from "./LeadLine.tsx";
import type { Shown } from "./shown.ts";

const MoreHead = lazyPart(async () => (await import("./columns/MoreHead.tsx")).MoreHead);
const HeadActs = lazyPart(async () => (await import("./columns/HeadActs.tsx")).HeadActs, { beside: true });

/** What each column is. What can be done with it comes after; without `shown` there is nothing to do it with yet. */
export function ColumnHeads(props: { readonly shown?: Shown; readonly ref?: (element: HTMLDivElement) => void }): JSX.Element {
  const { t } = useWords();
  const chosen = () => props.shown?.layout() ?? null;
  const sort = (id: string) => {
    const sorted = props.shown?.sorted() ?? null;
    if (sorted?.by !== (id === "received" ? "created" : id)) return undefined;
    return sorted.down ? "descending" : "ascending";
  };
  return (
    <div
      ref={(element) => props.ref?.(element)}
      role="rowgroup"
      class="shrink-0 overflow-x-hidden overflow-y-scroll border-b border-line [scrollbar-color:transparent_transparent]"
    >
      <div
        role="row"
        aria-rowindex="1"
        class="h-8 items-center ps-6 pe-4 text-small text-text-quiet"
        classList={{ "lead-grid": chosen() === null, "grid min-w-(--table-width) gap-x-4": chosen() !== null }}
        style={chosen() === null ? undefined : { "grid-template-columns": chosen()?.template }}
      >
        <For each={(chosen()?.columns ?? STANDARD).map(({ id }) => id)}>
          {(id, index) => (
            <span
              role="columnheader"
              aria-colindex={index() + 1}
              aria-sort={sort(id)}
              class="group relative flex h-full min-w-0 items-center"
              classList={{
                "max-xl:hidden": chosen() === null && STANDARD.some((one) => one.id === id && one.wide),
                [`${STUCK} bg-raised`]: chosen() !== null && index() === 0,
              }}
            >
              <span class="truncate">{isStandard(id) ? t(`leads.column.${id}`) : <MoreHead column={id} />}</span>
              <Show when={props.shown}>{(shown) => <HeadActs shown={shown()} column={id} first={index() === 0} />}</Show>
            </span>
          )}
        </For>
      </div>
    </div>
  );
}
