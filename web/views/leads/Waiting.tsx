import { type JSX, Show } from "solid-js";
import { isWaiting, type LeadRow } from "../../../domain/lead.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { WaitingClock } from "../../ui/WaitingClock.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";

/** How long somebody waits, or waited. A test, and a lead that was closed without a try, waits for nobody. */
export function Waiting(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  return (
    <Show
      when={isWaiting(props.row) || (props.row.firstAttemptAt !== null && !props.row.isTest)}
      fallback={<Nobody label={t("clock.none")} />}
    >
      <span class="-ms-1 inline-flex">
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

function Nobody(props: { readonly label: string }): JSX.Element {
  return (
    <span class="text-text-quiet">
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{props.label}</VisuallyHidden>
    </span>
  );
}
