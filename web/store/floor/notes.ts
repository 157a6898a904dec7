import { createSignal } from "solid-js";
import type { Called } from "../notice.ts";
import { called } from "../notice.ts";
import type { Outcome } from "../pending.ts";
import type { Workspace } from "../workspace.ts";
import type { Floor } from "./floor.ts";

/** What is typed and nobody else is shown; `mentions` are the people it names with an @. */
export interface Draft {
  readonly text: string;
  readonly mentions: readonly string[];
}

/** A note, or another text for one (`of`), that the story does not tell yet. `text` null takes it back. */
export interface Sending {
  readonly key: string;
  readonly lead: string;
  readonly of: string | null;
  readonly text: string | null;
  readonly mentions: readonly string[];
  readonly at: number;
}

export interface Notes {
  /** Reactive. */
  draft(lead: string): Draft;
  keep(lead: string, draft: Draft): void;
  sending(lead: string): readonly Sending[];
  /** Sends what is typed; refused, it is the draft again. */
  add(lead: string): Promise<Outcome>;
  rewrite(lead: string, note: string, draft: Draft | null): Promise<Outcome>;
  /** The story of this lead was read at its version. */
  told(lead: string, version: number): void;
  /** A lead left one's sight while there was a draft for it. Returns what ends the listening. */
  onLeft(work: (lead: string, name: Called) => void): () => void;
}

const NOTHING: Draft = { text: "", mentions: [] };
const NONE: readonly Sending[] = [];

/** One's own notes on their way, and drafts: in memory, a workspace's as long as it is open. */
export function createNotes(floor: Pick<Floor, "api" | "clock">, { commands, leads }: Pick<Workspace, "commands" | "leads">): Notes {
  const [drafts, setDrafts] = createSignal<ReadonlyMap<string, Draft>>(new Map());
  const [sent, setSent] = createSignal<readonly (Sending & { readonly version: number | null })[]>([]);
  /** Versions that stories were read at: one may tell a note before the answer to it is here. */
  const read = new Map<string, number>();

  const keep = (lead: string, draft: Draft) =>
    setDrafts((before) => {
      const after = new Map(before);
      if (draft.text.trim() === "") after.delete(lead);
      else after.set(lead, draft);
      return after;
    });
  const drop = (key: string) => setSent((all) => all.filter((one) => one.key !== key));

  async function send(what: Omit<Sending, "key" | "at">, run: () => Promise<Outcome>): Promise<Outcome> {
    const key = floor.clock.id();
    setSent((all) => [...all, { ...what, key, at: floor.clock.now(), version: null }]);
    const outcome = await run();
    const version = leads.base(what.lead)?.version;
    // It stays until the story that is read after it tells it: else it would be gone for a moment.
    if (outcome.ok && outcome.inSight && version !== undefined && (read.get(what.lead) ?? 0) < version)
      setSent((all) => all.map((one) => (one.key === key ? { ...one, version } : one)));
    else drop(key);
    return outcome;
  }

  return {
    draft: (lead) => drafts().get(lead) ?? NOTHING,
    keep,
    sending: (lead) => (sent().some((one) => one.lead === lead) ? sent().filter((one) => one.lead === lead) : NONE),
    add: async (lead) => {
      const draft = drafts().get(lead) ?? NOTHING;
      const { text, mentions } = clean(draft);
      keep(lead, NOTHING);
      const outcome = await send({ lead, of: null, text, mentions }, () =>
        commands.run(lead, null, (mutation) => floor.api.note(lead, { mutation, text, mentions: [...mentions] })),
      );
      if (!outcome.ok) {
        const since = drafts().get(lead);
        keep(
          lead,
          since === undefined ? draft : { text: `${draft.text}\n\n${since.text}`, mentions: [...draft.mentions, ...since.mentions] },
        );
      }
      return outcome;
    },
    rewrite: (lead, note, draft) => {
      const { text, mentions } = draft === null ? { text: null, mentions: [] } : clean(draft);
      return send({ lead, of: note, text, mentions }, () =>
        commands.run(lead, null, (mutation) => floor.api.rewrite(lead, note, { mutation, text, mentions: [...mentions] })),
      );
    },
    told: (lead, version) => {
      read.set(lead, version);
      setSent((all) => {
        const left = all.filter((one) => one.lead !== lead || one.version === null || one.version > version);
        return left.length === all.length ? all : left;
      });
    },
    onLeft: (work) =>
      leads.onApplied(({ dropped }) => {
        for (const row of dropped) if (drafts().has(row.id)) work(row.id, called(row));
      }),
  };
}

function clean({ text, mentions }: Draft): Draft {
  return { text: text.trim(), mentions: [...new Set(mentions)] };
}
