import { type Accessor, createEffect, createRoot, createSignal, on } from "solid-js";
import * as v from "valibot";
import { noteBody, rewriteBody } from "../../../domain/edit.ts";
import { ApiFailure } from "../../connection/call.ts";
import type { Command } from "../../connection/command.ts";
import type { Keeper, Keeping } from "../keeping.ts";
import type { Called } from "../notice.ts";
import { called } from "../notice.ts";
import type { Outcome } from "../pending.ts";
import type { Waiting } from "../queue.ts";
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
  /** Another text for a note that is begun and not sent; null: there is none. Reactive. */
  rewriting(lead: string, note: string): Draft | null;
  keepRewriting(lead: string, note: string, draft: Draft | null): void;
  /** Refused, it is begun still. */
  rewrite(lead: string, note: string, draft: Draft | null): Promise<Outcome>;
  /** Leaves what is typed for whoever has the lead now; refused, it is the draft still. Null: it is theirs. */
  handOver(lead: string): Promise<ApiFailure | null>;
  /** The story of this lead was read at its version. */
  told(lead: string, version: number): void;
  /** A lead left one's sight while there was a draft for it. Returns what ends the listening. */
  onLeft(work: (lead: string, name: Called, owner: string | null) => void): () => void;
}

const NOTHING: Draft = { text: "", mentions: [] };
const NONE: readonly Sending[] = [];
/** Kept beside the leads' drafts, each under its lead and itself. */
const ofNote = (lead: string, note: string) => `${lead}/${note}`;

/** One's own notes on their way, and drafts: a workspace's as long as it is open, and kept on the device where that keeps anything (OF1). */
export function createNotes(
  floor: Pick<Floor, "api" | "clock">,
  { commands, leads, kept }: Pick<Workspace, "commands" | "leads"> & { readonly kept?: Accessor<Keeper | null> },
): Notes {
  const [drafts, setDrafts] = createSignal<ReadonlyMap<string, Draft>>(new Map());
  const [sent, setSent] = createSignal<readonly (Sending & { readonly version: number | null })[]>([]);
  /** Versions that stories were read at: one may tell a note before the answer to it is here. */
  const read = new Map<string, number>();
  const handed = new Map<string, { readonly text: string; readonly mutation: string }>();

  const keeping = (): Keeping | null => kept?.()?.now() ?? null;
  const putHere = (key: string, draft: Draft | null) =>
    setDrafts((before) => {
      const after = new Map(before);
      if (draft === null) after.delete(key);
      else after.set(key, draft);
      return after;
    });
  const put = (key: string, draft: Draft | null) => {
    putHere(key, draft);
    keeping()?.keepDraft(key, draft);
  };
  const keep = (lead: string, draft: Draft) => put(lead, draft.text.trim() === "" ? null : draft);
  // As long as the workspace: whoever listens is forgotten with it.
  createRoot(() =>
    createEffect(
      on(keeping, async (place) => {
        if (place === null) return;
        // Typed before there was a place for it, or under a key that is gone.
        for (const [lead, draft] of drafts()) place.keepDraft(lead, draft);
        const before = await place.drafts().catch(() => []);
        setDrafts((now) => new Map([...before.map(({ lead, text, mentions }) => [lead, { text, mentions }] as const), ...now]));
      }),
    ),
  );
  // A note of a lead that is gone can be rewritten no more: what was typed for it is given back with the lead's own draft.
  leads.onApplied(({ dropped }) => {
    for (const { id } of dropped)
      for (const [key, draft] of drafts()) {
        if (!key.startsWith(ofNote(id, ""))) continue;
        put(key, null);
        const own = drafts().get(id);
        if (draft.text.trim() !== "") put(id, own === undefined ? draft : together(own, draft));
      }
  });
  const drop = (key: string) => setSent((all) => all.filter((one) => one.key !== key));

  async function send(what: Omit<Sending, "key" | "at">, command: Command): Promise<Outcome> {
    const key = command.body.mutation;
    setSent((all) => [...all, { ...what, key, at: floor.clock.now(), version: null }]);
    const outcome = await commands.run(what.lead, null, command);
    if (!outcome.ok && outcome.waits !== undefined) void outcome.waits.then((then) => ended(what, key, then));
    else ended(what, key, outcome);
    return outcome;
  }

  function ended(what: Pick<Sending, "lead">, key: string, outcome: Outcome): void {
    const version = leads.base(what.lead)?.version;
    // It stays until the story that is read after it tells it: else it would be gone for a moment.
    if (outcome.ok && outcome.inSight && version !== undefined && (read.get(what.lead) ?? 0) < version)
      setSent((all) => all.map((one) => (one.key === key ? { ...one, version } : one)));
    else drop(key);
  }

  /** Those that waited when the tab was killed. */
  const left = (lead: string): readonly Sending[] => {
    const waiting = commands.waiting().filter((one) => one.lead === lead);
    return waiting.filter(({ command }) => !sent().some(({ key }) => key === command.body.mutation)).flatMap(sendingOf);
  };

  return {
    draft: (lead) => drafts().get(lead) ?? NOTHING,
    keep,
    sending: (lead) => {
      const all = [...left(lead), ...sent().filter((one) => one.lead === lead)];
      return all.length === 0 ? NONE : all;
    },
    add: async (lead) => {
      const draft = drafts().get(lead) ?? NOTHING;
      const { text, mentions } = clean(draft);
      // On the device it is kept until it is sent, or waits there to be sent.
      putHere(lead, null);
      const mutation = floor.clock.id();
      const outcome = await send({ lead, of: null, text, mentions }, floor.api.note(lead, { mutation, text, mentions: [...mentions] }));
      if (!outcome.ok && outcome.waits === undefined && !outcome.back) {
        const since = drafts().get(lead);
        keep(lead, since === undefined ? draft : together(draft, since));
      } else keeping()?.keepDraft(lead, drafts().get(lead) ?? null);
      return outcome;
    },
    handOver: async (lead) => {
      const { text } = clean(drafts().get(lead) ?? NOTHING);
      const before = handed.get(lead);
      // Asked again, it is the same one.
      const mutation = before?.text === text ? before.mutation : floor.clock.id();
      handed.set(lead, { text, mutation });
      try {
        await floor.api.handOver(lead, { mutation, text });
        keep(lead, NOTHING);
        return null;
      } catch (error) {
        return error instanceof ApiFailure ? error : new ApiFailure("internal");
      }
    },
    rewriting: (lead, note) => drafts().get(ofNote(lead, note)) ?? null,
    keepRewriting: (lead, note, draft) => put(ofNote(lead, note), draft),
    rewrite: async (lead, note, draft) => {
      const key = ofNote(lead, note);
      const { text, mentions } = draft === null ? { text: null, mentions: [] } : clean(draft);
      const mutation = floor.clock.id();
      putHere(key, null);
      const command = floor.api.rewrite(lead, note, { mutation, text, mentions: [...mentions] });
      const outcome = await send({ lead, of: note, text, mentions }, command);
      const isBegun = !outcome.ok && outcome.waits === undefined && !outcome.back;
      put(key, drafts().get(key) ?? (isBegun ? draft : null));
      return outcome;
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
        for (const row of dropped) if (drafts().has(row.id)) work(row.id, called(row), row.owner);
      }),
  };
}

function together(one: Draft, other: Draft): Draft {
  return { text: `${one.text}\n\n${other.text}`, mentions: [...one.mentions, ...other.mentions] };
}

function clean({ text, mentions }: Draft): Draft {
  return { text: text.trim(), mentions: [...new Set(mentions)] };
}

/** What is on its way, from a command that waits. */
function sendingOf({ command, lead, at }: Waiting): readonly Sending[] {
  const key = command.body.mutation;
  if (command.kind === "note") {
    const note = v.safeParse(noteBody, command.body);
    return note.success ? [{ key, lead, of: null, text: note.output.text, mentions: note.output.mentions, at }] : [];
  }
  const note = command.kind === "rewrite" ? v.safeParse(rewriteBody, command.body) : null;
  const of = command.path.split("/").at(-1) ?? null;
  return note?.success ? [{ key, lead, of, text: note.output.text, mentions: note.output.mentions, at }] : [];
}
