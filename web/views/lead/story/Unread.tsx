import { createMemo, For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { Composer } from "./Composer.tsx";
import { useDesk } from "./desk.ts";
import { itemsOf } from "./items.ts";
import { NoteItem } from "./NoteItem.tsx";

/** The story could not be read, and still a note can be written into it: it waits for the connection as the story does. */
export function Unread(props: { readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const desk = useDesk();
  const notes = createMemo(() =>
    itemsOf([], desk.notes.sending(props.row.id), workspace.directory.me()?.id ?? "").flatMap((item) =>
      item.kind === "note" ? [item] : [],
    ),
  );
  return (
    <section aria-label={t("story.title")} class="flex flex-col gap-3 border-t border-line pt-5">
      <Composer row={props.row} ref={() => undefined} />
      <For each={notes()}>{(item) => <NoteItem row={props.row} note={item.note} sending mayEdit={false} />}</For>
      <Show when={notes().length === 0}>
        <p class="text-small text-text-quiet">{t("story.unread")}</p>
      </Show>
    </section>
  );
}
