import StickyNote from "lucide-solid/icons/sticky-note";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";
import type { Telling } from "../entry.ts";
import { Composer } from "./Composer.tsx";
import { useDesk } from "./desk.ts";
import { Happened } from "./Happened.tsx";
import { itemsOf } from "./items.ts";

/** The story could not be read, and still a note can be written into it: it waits for the connection as the story does, with all else that does. */
export function Unread(props: { readonly row: LeadRow }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const desk = useDesk();
  const items = createMemo(() => {
    const me = workspace.directory.me()?.id ?? "";
    return itemsOf([], desk.notes.sending(props.row.id), me, workspace.commands.ahead(props.row.id));
  });
  const stages = useStages();
  const now = useNow();
  let composer: HTMLTextAreaElement | undefined;
  offerActions(() => [{ id: "lead.note", label: t("palette.keys.note"), icon: StickyNote, group: "lead", run: () => composer?.focus() }]);
  const telling: Telling = {
    words,
    directory: workspace.directory,
    stages,
    submissions: [],
    get now() {
      return now();
    },
  };
  return (
    <section aria-label={t("story.title")} class="flex flex-col gap-3 border-t border-line pt-5">
      <Composer row={props.row} ref={(area) => (composer = area)} />
      <For each={items()}>{(item) => <Happened item={item} row={props.row} telling={telling} mayEdit={false} bare={false} />}</For>
      <Show when={items().length === 0}>
        <p class="text-small text-text-quiet">{t("story.unread")}</p>
      </Show>
    </section>
  );
}
