import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { Note } from "../../../../domain/story.ts";
import type { Draft } from "../../../store/floor/notes.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { When } from "../../../ui/When.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useNow, useWorkspace } from "../../context.tsx";
import { offerItems } from "../offer-items.ts";
import { useDesk } from "./desk.ts";
import { Moment } from "./Moment.tsx";
import { NoteText } from "./NoteText.tsx";
import { Text } from "./Text.tsx";

/** One note: who wrote it, what it says by now, and how it read before for whoever wants to know. */
export function NoteItem(props: {
  readonly row: LeadRow;
  readonly note: Note;
  readonly sending: boolean;
  readonly mayEdit: boolean;
}): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const desk = useDesk();
  const [open, setOpen] = createSignal(false);
  /** What is typed outlives this panel: the lead may leave, or the person go to another one. */
  const editing = (): Draft | null =>
    desk.notes.rewriting(props.row.id, props.note.id) ?? (open() ? { text: props.note.text, mentions: props.note.mentions } : null);
  const [showing, setShowing] = createSignal(false);
  const id = createUniqueId();
  let acts: HTMLSpanElement | undefined;
  const name = () => workspace.directory.member(props.note.by)?.name ?? t("timeline.somebody");
  const isOwn = () => props.mayEdit && !props.sending && !props.note.withdrawn && props.note.by === workspace.directory.me()?.id;

  const keep = (draft: Draft | null) => desk.notes.keepRewriting(props.row.id, props.note.id, draft);
  const end = () => {
    keep(null);
    setOpen(false);
    queueMicrotask(() => acts?.querySelector("button")?.focus({ preventScroll: true }));
  };
  const rewrite = async (draft: Draft | null) => {
    const outcome = await desk.notes.rewrite(props.row.id, props.note.id, draft);
    if (!outcome.ok) return;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t(draft === null ? "story.note.takenBack" : "story.note.changed"),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
  const save = () => {
    const draft = editing();
    if (draft === null || draft.text.trim() === "") return;
    end();
    if (draft.text.trim() !== props.note.text) void rewrite(draft);
  };

  const items = () => [
    { label: t("story.note.edit"), onSelect: () => setOpen(true) },
    { label: t("story.note.takeBack"), onSelect: () => void rewrite(null) },
  ];
  offerItems(
    () => `note.${props.note.id}`,
    () => t("palette.lead.noteOf", { text: props.note.text.slice(0, 60) }),
    () => (isOwn() && editing() === null ? items() : []),
  );
  return (
    <article aria-label={`${name()}: ${props.note.text.slice(0, 80)}`} class="group/note flex gap-3">
      <Avatar id={props.note.by} name={name()} size={24} />
      <div data-entry={props.note.id} class="min-w-0 flex-1 rounded bg-hover px-3 py-2" aria-busy={props.sending || undefined}>
        <header class="flex min-h-5 items-center gap-2">
          <bdi class="min-w-0 truncate font-medium">{name()}</bdi>
          <Show when={props.note.handover}>
            <span class="shrink-0 text-small text-text-quiet">{t("story.note.handover")}</span>
          </Show>
          <Show
            when={!props.sending}
            fallback={
              <span class="text-small text-text-quiet">
                {t(workspace.commands.waits(props.row.id) ? "story.note.waits" : "story.note.sending")}
              </span>
            }
          >
            <Moment at={props.note.at} />
          </Show>
          <Show when={props.note.edits.length > 0}>
            <button
              type="button"
              aria-expanded={showing()}
              aria-controls={`${id}-before`}
              class="touch-target relative rounded-small text-small text-text-quiet underline decoration-line-strong underline-offset-2 hover:text-text"
              onClick={() => setShowing(!showing())}
            >
              {t("story.note.edited")}
            </button>
          </Show>
          <span ref={acts} class="-my-1 -me-2 ms-auto flex">
            <Show when={isOwn() && editing() === null}>
              <MenuButton
                variant="icon"
                size="small"
                label={t("story.note.acts", { name: name() })}
                menuLabel={t("story.note.acts", { name: name() })}
                placement="bottom-end"
                class="opacity-0 focus-visible:opacity-100 aria-expanded:opacity-100 group-hover/note:opacity-100 touch:opacity-100"
                items={items()}
              >
                <Icon of={Ellipsis} size={14} />
              </MenuButton>
            </Show>
          </span>
        </header>
        <Show
          when={editing()}
          fallback={
            <Text
              text={props.note.text}
              mentions={props.note.mentions}
              class={props.note.withdrawn ? "text-text-quiet line-through decoration-line-strong" : ""}
            />
          }
        >
          {(draft) => (
            <div class="-mx-1 mt-1 rounded border border-line-strong bg-raised focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
              <NoteText
                row={props.row}
                label={t("story.note.editing")}
                draft={draft()}
                minRows={2}
                focused
                onDraft={keep}
                onSave={save}
                onLeave={end}
              />
              <div class="flex justify-end gap-2 p-2">
                <Button size="small" class="touch:h-11!" onClick={end}>
                  {t("common.cancel")}
                </Button>
                <Button variant="primary" size="small" class="touch:h-11!" disabled={draft().text.trim() === ""} onClick={save}>
                  {t("common.save")}
                </Button>
              </div>
            </div>
          )}
        </Show>
        <Show when={showing()}>
          <Before id={`${id}-before`} note={props.note} />
        </Show>
      </div>
    </article>
  );
}

/** The newest of the earlier texts first, each with when it was written. */
function Before(props: { readonly id: string; readonly note: Note }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  return (
    <section id={props.id} aria-label={t("story.note.before")} class="mt-2 flex flex-col gap-2 border-t border-line pt-2">
      <For each={props.note.edits.toReversed()}>
        {(edit) => (
          <div class="text-text-quiet">
            <When at={edit.at} now={now} class="text-small" />
            <Text text={edit.text} mentions={props.note.mentions} />
          </div>
        )}
      </For>
    </section>
  );
}
