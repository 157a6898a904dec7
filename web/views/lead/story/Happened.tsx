import { type JSX, Match, Show, Switch } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import type { Telling } from "../entry.ts";
import { ChangeItem, FieldsItem } from "./ChangeItem.tsx";
import type { Item } from "./items.ts";
import { NoteItem } from "./NoteItem.tsx";
import { TalkItem } from "./TalkItem.tsx";

/** One thing of a lead's story, as whatever it is. */
export function Happened(props: {
  readonly item: Item;
  readonly row: LeadRow;
  readonly telling: Telling;
  readonly mayEdit: boolean;
  readonly bare: boolean;
}): JSX.Element {
  const { t } = useWords();
  const of = <K extends Item["kind"]>(kind: K) => (props.item.kind === kind ? (props.item as Extract<Item, { kind: K }>) : undefined);
  return (
    <>
      <Switch>
        <Match when={of("note")}>
          {(item) => <NoteItem row={props.row} note={item().note} sending={item().sending} mayEdit={props.mayEdit} />}
        </Match>
        <Match when={of("talk")}>{(item) => <TalkItem row={props.row} item={item()} mayEdit={props.mayEdit} bare={props.bare} />}</Match>
        <Match when={of("fields")}>{(item) => <FieldsItem item={item()} telling={props.telling} />}</Match>
        <Match when={of("change")}>{(item) => <ChangeItem item={item()} telling={props.telling} />}</Match>
      </Switch>
      <Show when={props.item.kind !== "note" && props.item.waits}>
        <p data-waits="" class="ms-9 text-small text-waiting-text">
          {t("story.note.waits")}
        </p>
      </Show>
    </>
  );
}
