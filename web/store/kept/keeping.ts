import type { Clock } from "../../connection/edge.ts";
import type { Named, Place } from "../../connection/vault.ts";
import type { KeptDay, Keeping } from "../keeping.ts";
import type { Returned, Waiting } from "../queue.ts";
import { readDay, readDraft, readReturned, readWaiting } from "./records.ts";

/** A sales day: what is older says nothing about today, and is not for whoever finds the telephone. */
export const DAY_MS = 12 * 3_600_000;
export const MOST_LEADS = 50;
/** Typing is kept at its pauses. */
const SETTLE_MS = 300;

export interface KeepingDeps {
  readonly place: Place;
  readonly clock: Pick<Clock, "now" | "after">;
  /** One tab at a time. */
  alone(work: () => Promise<void>, what?: "under_way"): Promise<void>;
  readonly tabs: { say(): void; hear(work: () => void): () => void };
  /** Something waits here now: the browser is asked not to clear it away when it needs room. */
  persist(): void;
  /** It could not be written. */
  lost(error: unknown): void;
}

const at = (kind: "waiting" | "returned" | "draft" | "day", name: string): Named => ({ kind, name });
const idOf = ({ command }: Waiting) => command.body.mutation;

/** One person's place on this device, in the words of what is kept there. */
export function createKeeping({ place, clock, alone, tabs, persist, lost }: KeepingDeps): Keeping {
  const write: Place["write"] = (puts, drops) =>
    place.write(puts, drops).catch((error: unknown) => {
      lost(error);
      throw error;
    });
  const quietly = (work: Promise<void>) => void work.catch(() => undefined);
  const timers = new Map<string, () => void>();
  const put = (one: Waiting) => ({ ...at("waiting", idOf(one)), value: one });

  return {
    queue: {
      read: async () => {
        const [waiting, returned] = await Promise.all([place.all("waiting"), place.all("returned")]);
        return {
          waiting: waiting.flatMap(({ value }) => readWaiting(value)),
          returned: returned.flatMap(({ value }) => readReturned(value)).sort((a, b) => a.at - b.at),
        };
      },
      put: async (one) => {
        persist();
        await write([put(one)]);
        tabs.say();
      },
      settle: async (mutation, next, returned: Returned | null) => {
        const back = returned === null ? [] : [{ ...at("returned", mutation), value: returned }];
        await write([...next.map(put), ...back], [at("waiting", mutation)]);
        tabs.say();
      },
      deal: async (mutation) => {
        await write([], [at("returned", mutation)]);
        tabs.say();
      },
      alone,
      onChange: (work) => tabs.hear(work),
    },
    drafts: async () => (await place.all("draft")).flatMap(({ value }) => readDraft(value)),
    keepDraft: (lead, draft) => {
      timers.get(lead)?.();
      const keep = () => {
        timers.delete(lead);
        const name = at("draft", lead);
        quietly(draft === null ? write([], [name]) : write([{ ...name, value: { lead, ...draft } }]));
      };
      // What is sent or thrown away must not come back.
      if (draft === null) keep();
      else timers.set(lead, clock.after(SETTLE_MS, keep));
    },
    day: async () => {
      const [day] = (await place.all("day")).flatMap(({ value }) => readDay(value));
      if (day === undefined) return null;
      if (clock.now() - day.at <= DAY_MS) return day;
      quietly(write([], [at("day", "")]));
      return null;
    },
    keepDay: (day) => quietly(write([{ ...at("day", ""), value: bounded(day) }])),
  };
}

/** At most so many leads, with what is about them, and the names that are read in them. */
function bounded(day: KeptDay): KeptDay {
  const rows = day.rows.slice(0, MOST_LEADS);
  const leads = new Set(rows.map(({ id }) => id));
  const followUps = day.followUps.filter(({ lead }) => leads.has(lead));
  const done = day.done.filter(({ lead }) => leads.has(lead));
  const { boot } = day;
  const people = new Set([
    boot.me.id,
    ...rows.map(({ owner }) => owner),
    ...[...followUps, ...done].flatMap((one) => [one.person, one.createdBy]),
  ]);
  const named = <T extends { readonly id: string }>(all: readonly T[], ids: ReadonlySet<string | null | undefined>) =>
    all.filter(({ id }) => ids.has(id));
  return {
    ...day,
    rows,
    followUps,
    unticked: Object.fromEntries(Object.entries(day.unticked ?? {}).filter(([lead]) => leads.has(lead))),
    done,
    boot: {
      ...boot,
      members: named(boot.members, people),
      support: [],
      forms: named(boot.forms, new Set(rows.map(({ form }) => form))),
      campaigns: named(boot.campaigns, new Set(rows.map(({ campaign }) => campaign))),
      projects: named(boot.projects, new Set(rows.flatMap(({ projects }) => projects ?? []))),
      rules: [],
      views: [],
    },
  };
}
