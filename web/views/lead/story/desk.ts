import type { FollowUp } from "../../../../domain/followup.ts";
import { createFollowUps, type FollowUps } from "../../../store/floor/followups.ts";
import { createNotes, type Notes } from "../../../store/floor/notes.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { useFloor } from "../../floor.ts";
import { type Asked, createAsked } from "./asked.ts";
import { handedOverWords } from "./handed-over.ts";
import { triesOf } from "./tries.ts";

/** How often nobody answered in a row, and the follow-ups, as the lead was at that version. */
export interface Known {
  readonly version: number;
  readonly tries: number;
  readonly followUps: readonly FollowUp[];
}

/** What a person has begun in one open workspace: it outlives the panel that it was begun in, and nothing else. */
export interface Desk {
  readonly notes: Notes;
  readonly followUps: FollowUps;
  readonly asked: Asked;
  /** Others are told of a call while it lasts; one that nobody says the end of ends by itself. */
  call(lead: string): void;
  hangUp(lead: string): void;
  /** What is known of leads that are open. */
  readonly known: Map<string, Known>;
  /** The same of any lead: one whose page is not open is read. Null: it cannot be read now. */
  know(lead: string): Promise<Known | null>;
  /** Leads that are gone and whose draft is in front of the person. */
  readonly givenBack: Set<string>;
}

/** Until its panel has said that the lead is gone. */
const GIVES_BACK_MS = 500;

const desks = new WeakMap<Workspace, Desk>();

/** Few calls last longer, and nobody is held up by one that does. */
const LONGEST_CALL_MS = 10 * 60_000;

/** Only parts of the screen that come later may ask for it, as for the floor. */
export function useDesk(): Desk {
  const workspace = useWorkspace();
  const floor = useFloor();
  const { clock, toasts } = useApp();
  const { t } = useWords();
  const known = desks.get(workspace);
  if (known !== undefined) return known;
  let cancel: (() => void) | null = null;
  const hangUp = (lead: string) => {
    cancel?.();
    workspace.here.calling(lead, false);
  };
  const desk: Desk = {
    notes: createNotes(floor, workspace),
    followUps: createFollowUps(floor, workspace),
    asked: createAsked(),
    known: new Map(),
    know: async (lead) => {
      const read = () =>
        floor.api.lead(lead).then(
          ({ row, timeline, followUps }): Known => ({ version: row.version, tries: triesOf(timeline), followUps }),
          () => null,
        );
      const found = desk.known.get(lead) ?? (await read());
      return found && { ...found, followUps: desk.followUps.shown(found.followUps, (one) => one.lead === lead) };
    },
    givenBack: new Set(),
    call: (lead) => {
      cancel?.();
      workspace.here.calling(lead, true);
      cancel = clock.after(LONGEST_CALL_MS, () => workspace.here.calling(lead, false));
    },
    hangUp,
  };
  desks.set(workspace, desk);
  // A lead that is looked at gives its draft back where it was; one that is not must say so too.
  desk.notes.onLeft((lead, name, owner) =>
    clock.after(GIVES_BACK_MS, () => {
      const { text } = desk.notes.draft(lead);
      if (text === "" || desk.givenBack.has(lead)) return;
      const copy = () =>
        void navigator.clipboard.writeText(text).then(
          () => toasts.show({ id: "copied", text: t("common.copied"), ms: 2_000 }),
          () => toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 }),
        );
      const handOver = async () => toasts.show({ id: `draft-${lead}`, ...handedOverWords(t, await desk.notes.handOver(lead)) });
      const mine = owner !== null && owner === workspace.directory.me()?.id;
      toasts.show({
        id: `draft-${lead}`,
        text: t("story.note.kept", { name: calledWords(t, name) }),
        ms: 0,
        actions: [
          { label: t("common.copy"), run: copy },
          ...(mine ? [{ label: t("story.note.handOver"), run: () => void handOver() }] : []),
        ],
      });
    }),
  );
  return desk;
}
