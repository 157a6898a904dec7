import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { MyDay } from "../../domain/myday.ts";
import { isBanned } from "../../domain/nocontact.ts";
import type { TimelineData } from "../../domain/story.ts";
import { followUp, timeline } from "../../worker/store/schema/workspace.ts";
import { type Hand, handOf, type Told } from "./commands.ts";
import { leadsOf } from "./leads.ts";
import { shard, type World } from "./world.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

type Over = Readonly<Record<string, unknown>>;

/** A hand that also sets follow-ups and "do not contact". */
export interface Planner extends Hand {
  /** Due in an hour, a call, unless `over` says otherwise. */
  set(lead: string, over?: Over): Promise<Told & { readonly followUp: string }>;
  change(lead: string, followUp: string, act: "done" | "drop" | "move", over?: Over): Promise<Told>;
  ban(lead: string, channels: readonly string[], over?: Over): Promise<Told>;
  lift(lead: string, channels: readonly string[], over?: Over): Promise<Told>;
  day(): Promise<MyDay>;
}

export async function plannerOf(world: World, who: string): Promise<Planner> {
  const hand = await handOf(world, who);
  const command = (method: string, path: string, body: Over) => hand.send(method, path, JSON.stringify({ mutation: uuidv7(), ...body }));
  return {
    ...hand,
    set: async (lead, over) => {
      const body = { id: uuidv7(), way: "call", dueAt: Date.now() + HOUR, ...over };
      return { ...(await command("POST", `leads/${lead}/follow-ups`, body)), followUp: body.id };
    },
    change: (lead, id, act, over) => command("PUT", `leads/${lead}/follow-ups/${id}`, { act, version: 1, ...over }),
    ban: (lead, channels, over) => command("PUT", `leads/${lead}/no-contact`, { channels, on: true, source: "call", ...over }),
    lift: (lead, channels, over) => command("PUT", `leads/${lead}/no-contact`, { channels, on: false, source: "letter", ...over }),
    day: async () => JSON.parse((await hand.send("GET", "my-day")).text) as MyDay,
  };
}

export type StoredFollowUp = typeof followUp.$inferSelect;

export async function followUpById(world: World, id: string): Promise<StoredFollowUp | undefined> {
  const [row] = await shard
    .select()
    .from(followUp)
    .where(and(eq(followUp.workspaceId, world.id), eq(followUp.id, id)));
  return row;
}

export function followUpsOf(world: World): Promise<StoredFollowUp[]> {
  return shard.select().from(followUp).where(eq(followUp.workspaceId, world.id)).orderBy(asc(followUp.id));
}

export async function storyOf(world: World): Promise<TimelineData[]> {
  const rows = await shard.select().from(timeline).where(eq(timeline.workspaceId, world.id)).orderBy(asc(timeline.id));
  return rows.map((row) => row.data);
}

/** Throws where a lead does not say when its first open follow-up is due, one is with somebody it is not, or reaches them against their wish. */
export async function checkFollowUps(world: World): Promise<void> {
  const all = await followUpsOf(world);
  for (const lead of await leadsOf(world)) {
    const open = all.filter((one) => one.lead === lead.id && one.state === "open");
    const next = open.length === 0 ? null : Math.min(...open.map((one) => one.dueAt));
    if (lead.nextFollowUpAt !== next) throw new Error(`the lead says ${lead.nextFollowUpAt}, its follow-ups ${next}`);
    const astray = open.filter((one) => one.person !== (lead.owner ?? one.createdBy));
    if (astray.length > 0) throw new Error(`${lead.owner} has the lead, ${astray[0]?.person} what is to be done about it`);
    if (open.some((one) => isBanned(lead.noContact, one.way))) throw new Error("something is to be done by a banned channel");
    if (
      lead.bans
        .map((ban) => ban.channel)
        .sort()
        .join() !== [...lead.noContact].sort().join()
    )
      throw new Error("the row tells other bans");
    if (all.some((one) => one.state !== "open" && one.remindAt !== null)) throw new Error("what is over reminds");
  }
}
