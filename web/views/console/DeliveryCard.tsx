import type { JSX } from "solid-js";
import { When } from "../../ui/When.tsx";
import { useNow } from "../context.tsx";
import { placeWords } from "./delivery-words.ts";
import { type DeliveryItemProps, Pages, RowLink } from "./DeliveryLine.tsx";
import { Tally } from "./Tally.tsx";
import { Verdict } from "./Verdict.tsx";

/** One delivery on a phone: two lines. */
export function DeliveryCard(props: DeliveryItemProps): JSX.Element {
  const now = useNow();
  return (
    <div
      class="flex h-full flex-col justify-center gap-1 border-b border-line/60 px-4"
      classList={{ "row-selected": props.opened, "animate-marker": props.fresh && !props.opened }}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a, button") === null) props.onOpen();
      }}
    >
      <div class="flex items-center gap-3">
        <RowLink {...props} />
        <span class="text-small">
          <Verdict of={props.row.verdict} />
        </span>
        <span class="flex-1" />
        <Tally states={props.row.states} />
      </div>
      <div class="flex items-center gap-3 text-small text-text-quiet">
        <span class="min-w-0 flex-1">
          <Pages row={props.row} />
        </span>
        <bdi>{placeWords(props.row)}</bdi>
        <When at={props.row.receivedAt} now={now} />
      </div>
    </div>
  );
}
