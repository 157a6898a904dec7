import { createSignal, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { Button } from "../../../ui/Button.tsx";
import { Kbd } from "../../../ui/Kbd.tsx";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useDesk } from "./desk.ts";
import { NoteText } from "./NoteText.tsx";

/** Writing a note about the lead. What is typed is kept until it is sent, whichever lead is looked at meanwhile. */
export function Composer(props: { readonly row: LeadRow; readonly ref: (area: HTMLTextAreaElement) => void }): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = words;
  const desk = useDesk();
  const [inside, setInside] = createSignal(false);
  let area: HTMLTextAreaElement | undefined;
  const draft = () => desk.notes.draft(props.row.id);
  const filled = () => draft().text.trim() !== "";
  const save = async () => {
    if (!filled()) return;
    const row = props.row;
    const outcome = await desk.notes.add(row.id);
    if (!outcome.ok) return;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("story.note.saved", { name: calledWords(t, row) }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  };
  const typing = () => {
    const names = workspace.here
      .people()
      .flatMap((one) => (one.typing ? [workspace.directory.member(one.id)?.name ?? t("timeline.somebody")] : []));
    return names.length === 0 ? null : t("story.note.typing", { n: names.length, names: words.format().list(names) });
  };

  return (
    <div class="flex flex-col gap-1">
      <div class="rounded border border-line-strong bg-raised transition-colors focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <Show when={props.row.id} keyed>
          {(lead) => (
            <NoteText
              row={props.row}
              label={t("story.note.write")}
              draft={draft()}
              minRows={1}
              ref={(made) => {
                area = made;
                props.ref(made);
              }}
              onDraft={(next) => {
                desk.notes.keep(lead, next);
                workspace.here.typing();
              }}
              onSave={() => void save()}
              onLeave={() => area?.closest<HTMLElement>("[data-panel]")?.focus({ preventScroll: true })}
              onFocus={() => setInside(true)}
            />
          )}
        </Show>
        <Show when={inside() || filled()}>
          <div class="flex items-center gap-2 pe-2 pb-2 ps-3">
            <span class="min-w-0 flex-1 truncate text-small text-text-quiet">{t("story.note.hint")}</span>
            <Kbd keys="mod+enter" class="touch:hidden" />
            <Button variant="primary" size="small" class="touch:h-11!" disabled={!filled()} onClick={() => void save()}>
              {t("story.note.save")}
            </Button>
          </div>
        </Show>
      </div>
      <div role="status" class="contents">
        <Show when={typing()}>{(told) => <p class="text-small text-text-quiet">{told()}</p>}</Show>
      </div>
    </div>
  );
}
