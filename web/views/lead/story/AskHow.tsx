import { createEffect, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { lazyPart } from "../../../ui/part.tsx";
import { useWorkspace } from "../../context.tsx";
import { useDesk } from "./desk.ts";
import { useAsking } from "./useAsking.ts";

const Question = lazyPart(async () => (await import("./Question.tsx")).Question);

/**
 * A link that leads to the person was followed: others are told of a call while it lasts, and whoever is back from it is asked how it went.
 * A link stops no clock.
 */
export function AskHow(props: { readonly row: LeadRow }): JSX.Element {
  const workspace = useWorkspace();
  const desk = useDesk();
  const asking = useAsking();
  const { leave, subject } = asking;
  const followed = (event: MouseEvent) => {
    const { id } = props.row;
    asking.followed(event, "[data-panel], [role=menu]", (link) => link.closest("[data-lead]")?.getAttribute("data-lead") ?? id);
  };
  onMount(() => document.addEventListener("click", followed));
  onCleanup(() => document.removeEventListener("click", followed));
  // Its lead is no longer one that anything could be logged for.
  createEffect(
    on(
      () => {
        const now = desk.asked.gone();
        return now !== null && workspace.leads.row(now.lead) === undefined;
      },
      (lost) => lost && leave(),
    ),
  );

  const gone = () => desk.asked.gone();
  // With the panel its question would be gone.
  onMount(asking.toastEnds);
  onCleanup(() => {
    const now = gone();
    const row = now === null ? undefined : workspace.leads.row(now.lead);
    if (now !== null && row !== undefined) asking.byToast(now, row);
  });

  return (
    <div role="status">
      <Show when={subject()}>{(row) => <Question row={row()} here={row().id === props.row.id} />}</Show>
    </div>
  );
}
