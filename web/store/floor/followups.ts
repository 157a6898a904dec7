import { createSignal } from "solid-js";
import * as v from "valibot";
import { afterChange, newFollowUp } from "../../../domain/due.ts";
import { type FollowUp, followUpBody, type FollowUpChange, followUpChangeBody } from "../../../domain/followup.ts";
import type { Change } from "../overlay.ts";
import type { Outcome } from "../pending.ts";
import type { Workspace } from "../workspace.ts";
import type { Floor } from "./floor.ts";

/** What somebody means to do, before it is a follow-up. */
export type Plan = Pick<FollowUp, "way" | "note" | "dueAt" | "remind" | "repeats">;
/** Snoozed, or changed in any other way. */
export type Moved = Partial<Plan> & Pick<Plan, "dueAt">;

/**
 * Follow-ups as they are set, done and moved: on screen at once, decided by the server. For every list of them. `beside` is what else is
 * known of the lead's follow-ups, so that its next one is right at once.
 */
export interface FollowUps {
  /** The list as it will be once the server agrees; `takes`: which of those that were just set belong to it. Reactive. */
  shown(list: readonly FollowUp[], takes: (one: FollowUp) => boolean): readonly FollowUp[];
  /** A list was read: each lead in it at its version, undefined for the others. */
  told(versionOf: (lead: string) => number | undefined): void;
  set(lead: string, plan: Plan, beside: readonly FollowUp[]): Promise<Outcome>;
  done(of: FollowUp, beside: readonly FollowUp[]): Promise<Outcome>;
  drop(of: FollowUp, beside: readonly FollowUp[]): Promise<Outcome>;
  move(of: FollowUp, to: Moved, beside: readonly FollowUp[]): Promise<Outcome>;
}

/** A follow-up as it will be. */
interface Ahead {
  readonly will: FollowUp;
  readonly isNew: boolean;
  /** The lead's version once the server agreed: a list that was read at it tells the follow-up itself. */
  readonly lead: number | null;
  /** At which version a list was read meanwhile: it may tell it before the answer is here. */
  readonly read: number;
}

type Unsent<T> = T extends unknown ? Omit<T, "mutation" | "version"> : never;

export function createFollowUps(
  floor: Pick<Floor, "api" | "clock">,
  { commands, directory, leads }: Pick<Workspace, "commands" | "directory" | "leads">,
): FollowUps {
  const { api, clock } = floor;
  const [ahead, setAhead] = createSignal<ReadonlyMap<string, Ahead>>(new Map());

  const put = (id: string, value: Ahead | null) =>
    setAhead((before) => {
      const after = new Map(before);
      if (value === null) after.delete(id);
      else after.set(id, value);
      return after;
    });

  async function ask(will: FollowUp, isNew: boolean, beside: readonly FollowUp[], run: (shown: Change) => Promise<Outcome>) {
    const mine: Ahead = { will, isNew, lead: null, read: 0 };
    put(will.id, mine);
    const outcome = await run({ kind: "fields", fields: { nextFollowUpAt: nextOf(will, beside) } });
    if (!outcome.ok && outcome.waits !== undefined) void outcome.waits.then((then) => ended(will, then));
    else ended(will, outcome);
    return outcome;
  }

  function ended(will: FollowUp, outcome: Outcome): void {
    const now = ahead().get(will.id);
    // Changed again since: that one has the word.
    if (now?.will !== will) return;
    const version = leads.base(will.lead)?.version;
    const isTold = version === undefined || now.read >= version;
    put(will.id, outcome.ok && outcome.inSight && !isTold ? { ...now, lead: version } : null);
  }

  /** What waited when the tab was killed, over a list as the server told it. */
  function over(list: readonly FollowUp[], takes: (one: FollowUp) => boolean): readonly FollowUp[] {
    const waiting = commands.waiting().filter(({ command: { kind } }) => kind === "follow_up" || kind === "follow_up_change");
    return waiting.reduce<readonly FollowUp[]>((all, { command, lead, at }) => {
      const by = directory.me()?.id ?? "";
      if (command.kind === "follow_up") {
        const body = v.safeParse(followUpBody, command.body);
        if (!body.success || all.some(({ id }) => id === body.output.id)) return all;
        const made = newFollowUp(body.output, { id: lead, owner: leads.row(lead)?.owner ?? null }, by, at);
        return takes(made) ? [...all, made] : all;
      }
      const body = v.safeParse(followUpChangeBody, command.body);
      if (!body.success) return all;
      const of = command.path.split("/").at(-1);
      return all.map((one) => (one.id === of && one.version <= body.output.version ? afterChange(one, body.output, by, at) : one));
    }, list);
  }

  /** Each change makes one version: one that is changed again at once is sent with the version that it will have by then. */
  const change = (of: FollowUp, body: Unsent<FollowUpChange>, beside: readonly FollowUp[]) => {
    const { version } = of;
    const isNew = ahead().get(of.id)?.isNew ?? false;
    const will = afterChange(of, { ...body, mutation: "", version }, directory.me()?.id ?? "", clock.now());
    return ask(will, isNew, beside, (shown) =>
      commands.run(of.lead, shown, api.changeFollowUp(of.lead, of.id, { ...body, mutation: clock.id(), version })),
    );
  };

  return {
    shown: (list, takes) => {
      const coming = ahead();
      const before = commands.waiting().length === 0 ? list : over(list, takes);
      if (coming.size === 0) return before;
      const known = new Set(before.map(({ id }) => id));
      const now = before.map((one) => {
        const will = coming.get(one.id)?.will;
        return will !== undefined && will.version > one.version ? will : one;
      });
      const added = [...coming.values()].flatMap(({ will, isNew }) => (isNew && !known.has(will.id) && takes(will) ? [will] : []));
      return [...now, ...added];
    },
    told: (versionOf) =>
      setAhead((before) => {
        if (before.size === 0) return before;
        const after = [...before].flatMap(([id, one]): [string, Ahead][] => {
          const read = Math.max(one.read, versionOf(one.will.lead) ?? 0);
          return one.lead !== null && read >= one.lead ? [] : [[id, read === one.read ? one : { ...one, read }]];
        });
        return after.length === before.size && after.every(([id, one]) => before.get(id) === one) ? before : new Map(after);
      }),
    set: (lead, plan, beside) => {
      const id = clock.id();
      const owner = leads.row(lead)?.owner ?? null;
      const will = newFollowUp({ id, ...plan }, { id: lead, owner }, directory.me()?.id ?? "", clock.now());
      return ask(will, true, beside, (shown) => commands.run(lead, shown, api.followUp(lead, { mutation: clock.id(), id, ...plan })));
    },
    done: (of, beside) => change(of, { act: "done" }, beside),
    drop: (of, beside) => change(of, { act: "drop" }, beside),
    move: (of, to, beside) => change(of, { act: "move", ...to }, beside),
  };
}

/** When the lead's first open one is due. */
function nextOf(will: FollowUp, beside: readonly FollowUp[]): number | null {
  const others = beside.filter((one) => one.id !== will.id && one.lead === will.lead && one.state === "open");
  const open = (will.state === "open" ? [...others, will] : others).map(({ dueAt }) => dueAt);
  return open.length === 0 ? null : Math.min(...open);
}
