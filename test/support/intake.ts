import { eq } from "drizzle-orm";
import { vi } from "vitest";
import { consumePorts } from "../../worker/intake/ports.ts";
import { storeDelivery } from "../../worker/store/deliveries.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import type { Told } from "./deliver.ts";
import { leadsOf, type StoredLead } from "./leads.ts";
import { atMeta, databases, metaNumber, settings, testEnv, type World } from "./world.ts";

/** The intake's own ports, on the databases of the tests. */
export const ports = consumePorts(testEnv, settings, databases);

/** Leads that Meta knows of and has told nobody. `over` as the stand-in's control API takes it. */
export async function create(world: World, count = 1, over: Record<string, unknown> = {}): Promise<Told[]> {
  const made = await atMeta("POST", "/_/create", { page: world.page, form: world.form, count, ...over });
  return made["leads"] as Told[];
}

/** One lead that Meta knows of. */
export async function createOne(world: World, over: Record<string, unknown> = {}): Promise<Told> {
  const [told] = await create(world, 1, over);
  if (told === undefined) throw new Error("Meta's stand-in made no lead");
  return told;
}

/** A person's answers, for `create`'s `leads`. */
export function answers(name: string, phone: string, email: string) {
  return {
    field_data: [
      { name: "full_name", values: [name] },
      { name: "phone_number", values: [phone] },
      { name: "email", values: [email] },
    ],
  };
}

export async function changeOf(lead: string) {
  return (await databases.platform.select().from(platform.change).where(eq(platform.change.lead, lead)))[0];
}

export function deliveryOf(over: Partial<Parameters<typeof storeDelivery>[1]> = {}): Parameters<typeof storeDelivery>[1] {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return {
    id,
    receivedAt: Date.now() - 1,
    verdict: "accepted",
    bytes: 1,
    leads: 1,
    ignored: 0,
    bad: 0,
    colo: null,
    country: null,
    ip: null,
    browser: null,
    ...over,
  };
}

export function deliveredLead(told: Told) {
  return { lead: told.id, page: told.page, form: told.form, ad: null, createdAt: Date.now(), connectionTest: false };
}

/** Stores a delivery without the fast path, as a crashed request leaves it; `bulk` makes it one of many changes. */
export async function store(told: readonly Told[], bulk = false): Promise<void> {
  const others = { page: "1", form: null, ad: null, createdAt: 0, connectionTest: true };
  const padding = bulk ? Array.from({ length: 6 }, () => ({ ...others, lead: metaNumber() })) : [];
  await storeDelivery(databases.platform, deliveryOf({ leads: told.length }), [...told.map(deliveredLead), ...padding], null);
}

/** The workspace's leads, once there are so many. */
export function arrived(world: World, count: number): Promise<StoredLead[]> {
  return vi.waitUntil(async () => {
    const rows = await leadsOf(world);
    return rows.length >= count ? rows : null;
  }, 10_000);
}

/** How often Meta was asked for anything, so far. */
export async function callsAtMeta(): Promise<number> {
  const state = (await atMeta("GET", "/_/state")) as { calls: Record<string, number> };
  return Object.values(state.calls).reduce((sum, count) => sum + count, 0);
}
