import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Answers } from "./Answers.tsx";
import { FollowUps } from "./followups/FollowUps.tsx";
import type { Opened } from "./open.ts";
import { Source } from "./Source.tsx";
import { Loading, NotLoaded } from "./states.tsx";
import { Unread } from "./story/Unread.tsx";
import { Timeline } from "./Timeline.tsx";

/** What takes a look at the server: what is next, what has happened, what they asked for. */
export function Story(props: { readonly row: LeadRow; readonly opened: Opened; readonly mayEdit: (id: string) => boolean }): JSX.Element {
  return (
    <Show
      when={props.opened.detail()}
      fallback={
        <Show when={props.opened.failure()} fallback={<Loading />}>
          {(failure) => (
            <>
              <Show when={failure().code === "offline" && props.mayEdit(props.row.id) && props.row.id} keyed>
                {(_id) => <Unread row={props.row} />}
              </Show>
              {/* Of one that waits to be added there is nothing more anywhere. */}
              <Show when={props.row.version > 0}>
                <NotLoaded failure={failure()} onRetry={props.opened.retry} />
              </Show>
            </>
          )}
        </Show>
      }
    >
      {(detail) => (
        <>
          <Show when={detail().row.id === props.row.id && props.row.id} keyed>
            {(id) => <FollowUps row={props.row} detail={detail()} mayEdit={props.mayEdit(id)} />}
          </Show>
          <Show when={detail().row.id === props.row.id && props.row.id} keyed>
            {(id) => <Timeline row={props.row} detail={detail()} mayEdit={props.mayEdit(id)} />}
          </Show>
          <Answers submissions={detail().submissions} row={props.row} />
          <Source submission={detail().submissions[0]} row={props.row} />
        </>
      )}
    </Show>
  );
}
