import { type JSX, Show } from "solid-js";
import { isWaiting, type LeadRow } from "../../domain/lead.ts";
import { WaitingClock } from "../ui/WaitingClock.tsx";
import { useWords } from "../words/index.ts";
import { useNow } from "./context.tsx";

/** What is drawn around a clock that has a ground stands at the edge; of one that has none, the clock itself. */
const EDGE = {
  start: "-ms-1",
  end: "[&>[data-wait=fresh]]:-me-1 [&>[data-wait=stopped]]:-me-1",
} as const;

/** How long somebody waits, or waited. A test, and a lead that was closed or archived without a try, waits for nobody: `nobody` says so, if anything. */
export function Waiting(props: {
  readonly row: LeadRow;
  /** The side on which it stands in line with others. */
  readonly edge: keyof typeof EDGE;
  readonly nobody?: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  const waits = () => isWaiting(props.row) && props.row.archivedAt == null;
  return (
    <Show when={waits() || (props.row.firstAttemptAt !== null && !props.row.isTest)} fallback={props.nobody}>
      <span class={`flex shrink-0 ${EDGE[props.edge]}`}>
        <WaitingClock
          since={props.row.submittedAt}
          amberAt={props.row.amberAt}
          redAt={props.row.redAt}
          stoppedAt={props.row.firstAttemptAt}
          now={now}
          label={(state, time) => t(`clock.${state}`, { time })}
        />
      </span>
    </Show>
  );
}
