import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Actor } from "../../domain/rights.ts";
import { assignLead } from "../store/assigning.ts";
import type { Shard } from "../store/database.ts";
import { newestLeadOf } from "../store/demo.ts";
import { HEIGHTS_AR, HEIGHTS_EN, MARINA, MARINA_PAGE, PRIYA, SARA, YOUSEF } from "./cast.ts";
import type { MetaControl } from "./meta.ts";
import { noteFailing, noteRain } from "./seen.ts";

/** The demo's buttons. */

export const ACTS = ["rain", "move", "twice", "fail", "mend", "stop", "go"] as const;
export type Act = (typeof ACTS)[number];

export interface ActDeps {
  readonly meta: MetaControl;
  /** Of the demo's first workspace. */
  readonly shard: Shard;
  readonly fresh: Fresh;
  /** Tells the room that the log has grown. */
  poke(): Promise<void>;
  /** Everything that waits for its next try is tried now. */
  tryAgain(): Promise<void>;
}

/** One lead while a screen looks on, no more often. */
const RAIN_EVERY_MS = 20_000;
/** A forgotten failure ends by itself. */
const FAILS_FOR_MS = 120_000;

const pulseNote = v.fallback(v.object({ at: v.number(), stopped: v.boolean() }), { at: 0, stopped: false });

export async function doAct(act: Act, deps: ActDeps): Promise<Record<string, unknown>> {
  const { meta, fresh } = deps;
  switch (act) {
    case "rain":
      return rain(deps);
    case "twice": {
      const rained = await rain(deps);
      await meta.deliver([rained.lead]);
      return rained;
    }
    case "move":
      return move(deps);
    case "fail": {
      const until = fresh.now() + FAILS_FOR_MS;
      await Promise.all([meta.fail(until), noteFailing(meta, until)]);
      return {};
    }
    case "mend":
      await Promise.all([meta.mend(), noteFailing(meta, 0)]);
      // Nobody who looks on wants to sit out the pause that a failing Meta is given.
      await deps.tryAgain();
      return {};
    case "stop":
    case "go":
      await meta.note("pulse", { at: fresh.now(), stopped: act === "stop" });
      return { stopped: act === "stop" };
  }
}

/** Whether somebody stopped the leads that arrive by themselves. */
export async function isStopped({ meta }: Pick<ActDeps, "meta">): Promise<boolean> {
  return v.parse(pulseNote, (await meta.notes())["pulse"]).stopped;
}

/** A visible screen is looking: rains a lead when the last one is long enough ago. */
export async function pulse(deps: ActDeps): Promise<{ rained: boolean; stopped: boolean }> {
  const now = deps.fresh.now();
  const { at, stopped } = v.parse(pulseNote, (await deps.meta.notes())["pulse"]);
  if (stopped || now - at < RAIN_EVERY_MS) return { rained: false, stopped };
  // Noted first: the next screen's pulse may already be on its way.
  await deps.meta.note("pulse", { at: now, stopped });
  await rain(deps);
  return { rained: true, stopped };
}

/** A lead of the two agents' own form, in both languages by turns. */
async function rain({ meta, fresh }: ActDeps): Promise<{ lead: string; sentAt: number }> {
  const { leads } = await meta.rain(MARINA_PAGE, fresh.random() < 0.6 ? HEIGHTS_EN : HEIGHTS_AR);
  const [lead] = leads;
  if (lead === undefined) throw new Refusal("unavailable", { what: "the stand-in of Meta" });
  await noteRain(meta, lead.id, lead.sentAt);
  return { lead: lead.id, sentAt: lead.sentAt };
}

/** The manager gives the agent's newest lead to the other agent (or back, when there is none). */
async function move({ shard, fresh, poke }: ActDeps): Promise<Record<string, unknown>> {
  for (const [from, to] of [
    [SARA, YOUSEF],
    [YOUSEF, SARA],
  ] as const) {
    const found = await newestLeadOf(shard, MARINA.id, from.id);
    if (found === undefined) continue;
    const doer = { person: PRIYA.id, ip: null, browser: "the demo's button", request: null };
    await assignLead({ shard, actor: manager, doer, lead: found.id, mutation: fresh.id(), fresh }, { owner: to.id }, found.version);
    await poke();
    return { lead: found.id, name: found.name, from: from.name, to: to.name };
  }
  throw new Refusal("not_found");
}

const manager: Actor = {
  person: PRIYA.id,
  workspace: MARINA.id,
  role: PRIYA.role,
  teams: PRIYA.teams,
  rights: [],
  masked: [],
  agentsSeeUnclaimed: MARINA.settings.agentsSeeUnclaimed,
};
