import { createEffect, createMemo, createSignal, createUniqueId, For, type JSX, on, onMount, Show, untrack } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { MAX_NOTE } from "../../../../domain/story.ts";
import type { Draft } from "../../../store/floor/notes.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { type Asking, matching, mentionAt, type Person, seers, stillNamed, withMention } from "./mentions.ts";

/** Enough to choose from; the rest is found by typing on. */
const OFFERED = 6;

/** Where a note is written: colleagues are named by @, and chosen from those who see the lead. */
export function NoteText(props: {
  readonly row: LeadRow;
  readonly label: string;
  readonly draft: Draft;
  readonly focused?: boolean;
  readonly minRows: number;
  readonly onDraft: (draft: Draft) => void;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly onFocus?: () => void;
  readonly ref?: (area: HTMLTextAreaElement) => void;
}): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const id = createUniqueId();
  const [asking, setAsking] = createSignal<Asking | null>(null);
  const [active, setActive] = createSignal(0);
  let area: HTMLTextAreaElement | undefined;

  const people = createMemo(() => {
    const place = directory.workspace();
    if (place === undefined) return [];
    const { agentsSeeUnclaimed } = place.settings;
    return seers(directory.members(), props.row, { workspace: place.id, me: directory.me()?.id ?? "", agentsSeeUnclaimed });
  });
  const offered = createMemo(() => {
    const now = asking();
    return now === null ? [] : matching(people(), now.query).slice(0, OFFERED);
  });
  const isOpen = () => offered().length > 0;

  const grow = () => {
    if (area === undefined) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  createEffect(on(() => props.draft.text, grow));
  onMount(() => {
    if (!props.focused) return;
    area?.focus({ preventScroll: true });
    area?.setSelectionRange(area.value.length, area.value.length);
  });

  const ask = () => {
    if (area === undefined) return;
    const found = area.selectionStart === area.selectionEnd ? mentionAt(area.value, area.selectionStart) : null;
    if (found?.query !== untrack(asking)?.query) setActive(0);
    setAsking(found);
  };
  const take = (text: string) => props.onDraft({ text, mentions: stillNamed(text, people()) });
  const pick = (person: Person | undefined) => {
    const now = asking();
    if (person === undefined || now === null || area === undefined) return;
    const { text, caret } = withMention(area.value, now, person);
    setAsking(null);
    take(text);
    queueMicrotask(() => {
      area?.focus();
      area?.setSelectionRange(caret, caret);
    });
  };
  const move = (by: 1 | -1) => setActive((active() + by + offered().length) % offered().length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const choosing: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => pick(offered()[active()]),
      Tab: () => pick(offered()[active()]),
      Escape: () => setAsking(null),
    };
    const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const act = saves ? props.onSave : isOpen() ? choosing[event.key] : event.key === "Escape" ? props.onLeave : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <div class="relative">
      <textarea
        ref={(made) => {
          area = made;
          props.ref?.(made);
        }}
        rows={props.minRows}
        // Without a letter it is the reader's own direction that counts.
        dir={props.draft.text === "" ? undefined : "auto"}
        aria-label={props.label}
        placeholder={props.label}
        maxlength={MAX_NOTE}
        aria-autocomplete="list"
        aria-controls={isOpen() ? `${id}-people` : undefined}
        aria-activedescendant={isOpen() ? `${id}-${active()}` : undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        value={props.draft.text}
        onInput={(event) => {
          take(event.currentTarget.value);
          ask();
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => event.key.startsWith("Arrow") && !isOpen() && ask()}
        onClick={ask}
        onFocus={() => props.onFocus?.()}
        onBlur={() => setAsking(null)}
        class="block max-h-60 w-full resize-none bg-transparent px-3 py-2 text-body text-text outline-none touch:text-[16px]"
      />
      <Show when={isOpen()}>
        <div
          id={`${id}-people`}
          role="listbox"
          aria-label={t("story.note.people")}
          class="absolute inset-x-2 top-full z-20 animate-appear rounded bg-float p-1 shadow-float"
        >
          <For each={offered()}>
            {(person, index) => (
              <div
                id={`${id}-${index()}`}
                role="option"
                aria-selected={active() === index()}
                class="flex h-8 select-none items-center gap-2 rounded-small px-2 touch:h-11"
                classList={{ "bg-pressed": active() === index() }}
                onPointerMove={() => setActive(index())}
                // The focus stays in the text.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => pick(person)}
              >
                <Avatar id={person.id} name={person.name} />
                <bdi class="min-w-0 truncate">{person.name}</bdi>
              </div>
            )}
          </For>
        </div>
      </Show>
    </div>
  );
}
