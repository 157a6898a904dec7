import Copy from "lucide-solid/icons/copy";
import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, Show } from "solid-js";
import { visibilityOf } from "../../../../domain/lead.ts";
import { can } from "../../../../domain/rights.ts";
import type { TakenBack } from "../../../store/taking-back.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useDid } from "../../did.ts";
import { actorHere } from "../../rights.ts";
import type { Parting } from "../open.ts";
import { useDesk } from "./desk.ts";
import { handedOverWords } from "./handed-over.ts";

/**
 * The lead left one's sight while a note for it was not sent: it stays its author's, to be handed over with the lead where they still may
 * write to it, to be copied, or to be thrown away. Nobody else is ever shown it.
 */
export function LeftDraft(props: { readonly lead: string; readonly parting: Parting }): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const did = useDid();
  const desk = useDesk();
  const { notes } = desk;
  const id = createUniqueId();
  const [busy, setBusy] = createSignal(false);
  const text = () => notes.draft(props.lead).text;
  createEffect(() => {
    const { lead } = props;
    desk.givenBack.add(lead);
    onCleanup(() => desk.givenBack.delete(lead));
  });
  const mayHandOver = () => (props.parting.why === "moved" && props.parting.wasMine) || mayStillWrite(workspace, props.parting);
  const copy = async () => {
    const written = text();
    try {
      await navigator.clipboard.writeText(written);
      app.toasts.show({ id: "copied", text: t("common.copied"), ms: 2_000 });
    } catch {
      app.toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 });
    }
  };
  const handOver = async () => {
    const { lead, parting } = props;
    if (parting.wasMine) {
      setBusy(true);
      const failure = await notes.handOver(lead);
      setBusy(false);
      app.toasts.show({ id: `draft-${lead}`, ...handedOverWords(t, failure) });
      return;
    }
    const outcome = await notes.add(lead);
    // What waits says so in the footer.
    if (!outcome.ok && outcome.waits !== undefined) return;
    app.toasts.show(
      outcome.ok
        ? { id: outcome.mutation, tone: "live", text: t("story.note.handedOver") }
        : { id: outcome.mutation, tone: "overdue", text: t("story.note.notHandedOver") },
    );
  };
  const discard = () => {
    const [lead, draft] = [props.lead, notes.draft(props.lead)];
    notes.keep(lead, { text: "", mentions: [] });
    const undo = async (): Promise<TakenBack> => {
      // Another one was begun since, where the lead came back: that one stays.
      if (notes.draft(lead).text !== "") return { ok: false, why: "changed", by: workspace.directory.me()?.id ?? null };
      notes.keep(lead, draft);
      return { ok: true };
    };
    did({ undo }, () => ({
      key: `draft-${lead}`,
      called: t("story.note.draft"),
      text: t("story.note.discarded"),
      undone: t("story.note.restored"),
    }));
  };
  return (
    <Show when={text() !== ""}>
      <section aria-labelledby={id} class="flex flex-col gap-3 rounded border border-line p-3">
        <header>
          <h3 id={id} class="font-semibold">
            {t("story.note.draft")}
          </h3>
          <p class="text-small text-text-quiet">{t("story.note.draftHint")}</p>
        </header>
        <p dir="auto" class="max-h-60 overflow-y-auto whitespace-pre-line rounded bg-hover px-3 py-2 wrap-anywhere">
          {text()}
        </p>
        <div class="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" size="small" class="touch:h-11!" onClick={discard}>
            {t("story.note.discard")}
          </Button>
          <Button size="small" class="touch:h-11!" onClick={() => void copy()}>
            <Icon of={Copy} size={14} />
            {t("common.copy")}
          </Button>
          <Show when={mayHandOver()}>
            <Button variant="primary" size="small" class="touch:h-11!" busy={busy()} onClick={() => void handOver()}>
              {t("story.note.handOver")}
            </Button>
          </Show>
        </div>
      </section>
    </Show>
  );
}

/** As far as is known of where it went: with whom, and so in which teams. What is archived takes no notes. */
function mayStillWrite(workspace: Workspace, { why, to }: Parting): boolean {
  const actor = actorHere(workspace);
  const teams = workspace.directory.member(to)?.teams;
  if (why !== "moved" || actor === null || teams === undefined) return false;
  return (teams.length === 0 ? [null] : teams).some((team) => can(actor, "lead.edit", visibilityOf({ owner: to, team, archivedAt: null })));
}
