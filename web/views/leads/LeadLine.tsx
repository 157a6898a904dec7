import { For, type JSX } from "solid-js";
import { useWorkspace } from "../context.tsx";
import { Cell } from "./columns/Cell.tsx";
import { type Column, STANDARD } from "./columns/standard.ts";
import type { LeadItemProps } from "./LeadList.tsx";
import { LeadName } from "./LeadName.tsx";

/** What stands at the start of a table that is wider than the screen stays there: it needs a ground of its own. */
export const STUCK = "sticky start-0 z-1 -ms-6 h-full ps-6 flex items-center";

/** The ground of the whole row, drawn by the link that has the focus: a row that asks what is in it is styled anew with each change in it. */
const GROUND_OF_FOCUS =
  "[&_[data-row]:focus-visible]:after:absolute [&_[data-row]:focus-visible]:after:inset-0 [&_[data-row]:focus-visible]:after:-z-1 [&_[data-row]:focus-visible]:after:bg-hover";

/** One lead as a row of the table. The link is the row's own focus; arrows lead from it to the other cells. */
export function LeadLine(props: LeadItemProps): JSX.Element {
  const workspace = useWorkspace();
  const chosen = () => props.layout;
  const fresh = () => workspace.leads.fresh(props.row.id);
  return (
    <div
      class="relative h-full items-center border-b border-line/60 ps-6 pe-4"
      classList={{
        "lead-grid": chosen() === null,
        "grid gap-x-4": chosen() !== null,
        "row-selected": props.opened,
        [`hover:bg-hover ${GROUND_OF_FOCUS}`]: !props.opened && chosen() === null,
        "animate-marker": fresh() && !props.opened && chosen() === null,
        "[animation-play-state:paused]!": fresh() && !props.inSight,
        "bg-(--row) [--row:var(--color-raised)] hover:[--row:var(--color-hover)] has-[[data-row]:focus-visible]:[--row:var(--color-hover)]":
          chosen() !== null && !props.opened && !fresh(),
        "bg-(--row) [--row:var(--color-accent-ground)]": chosen() !== null && !props.opened && fresh(),
        "[--row:var(--color-selected)]": chosen() !== null && props.opened,
      }}
      style={chosen() === null ? undefined : { "grid-template-columns": chosen()?.template }}
      data-fresh={fresh() ? "" : undefined}
      onClick={(event) => {
        // With these keys a press chooses, which nobody means to open anything by, though what chooses may still be on its way.
        if (
          event.defaultPrevented ||
          event.shiftKey ||
          event.ctrlKey ||
          event.metaKey ||
          (event.target instanceof Element && event.target.closest("a, button, input, textarea, [data-editing]"))
        )
          return;
        props.onOpen();
      }}
    >
      <For each={(chosen()?.columns ?? STANDARD).map(({ id }) => id)}>
        {(id, index) => (
          <span
            role="gridcell"
            aria-colindex={index() + 1}
            tabindex="-1"
            class="min-w-0 rounded-small"
            classList={{
              "max-xl:hidden": chosen() === null && isWide(id),
              [`${STUCK} bg-(--row)`]: chosen() !== null && index() === 0,
              "row-selected": chosen() !== null && index() === 0 && props.opened,
            }}
          >
            {id === "name" ? (
              <LeadName row={props.row} href={props.href} active={props.active} onActive={props.onActive} />
            ) : (
              <Cell row={props.row} column={id} />
            )}
          </span>
        )}
      </For>
    </div>
  );
}

function isWide(id: Column["id"]): boolean {
  return STANDARD.some((one) => one.id === id && one.wide);
}
