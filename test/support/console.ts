import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { PlatformRole } from "../../domain/platform.ts";
import { toHex } from "../../worker/store/bytes.ts";
import { storeDelivery } from "../../worker/store/deliveries.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { FROM } from "./commands.ts";
import { create, deliveredLead, deliveryOf } from "./intake.ts";
import { ask, type Signed, signIn } from "./signed.ts";
import { databases, metaNumber, type World } from "./world.ts";

const db = databases.platform;

/** Somebody who runs the platform, and what they ask of the console. */
export interface Staff {
  readonly person: string;
  readonly signed: InConsole;
  get<T>(path: string): Promise<T>;
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }>;
}

/** The same session with a console session beside it (SU1); `over` makes it an old one. */
export async function enterConsole(
  signed: Signed,
  person: string,
  over: Partial<Pick<typeof platform.consoleSession.$inferInsert, "seenAt" | "expiresAt">> = {},
): Promise<InConsole> {
  const [now, console, token] = [Date.now(), uuidv7(), `console-${uuidv7()}`];
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  await db.insert(platform.consoleSession).values({
    id: console,
    tokenHash: toHex(new Uint8Array(hash)),
    session: signed.session,
    personId: person,
    createdAt: now,
    seenAt: over.seenAt ?? now,
    expiresAt: over.expiresAt ?? now + 8 * 3_600_000,
  });
  return { ...signed, console, cookie: `${signed.cookie}; leadoxe-console=${token}`, without: signed.cookie };
}

export interface InConsole extends Signed {
  /** The console session's id. */
  readonly console: string;
  /** The cookie of the session alone. */
  readonly without: string;
}

/** A new person with that platform role, or with none, in the console as far as that opens it. */
export async function staffOf(role: PlatformRole | string | null): Promise<Staff> {
  const id = uuidv7();
  const date = new Date();
  await db
    .insert(platform.person)
    .values({ id, name: `Staff ${id.slice(-4)}`, email: `${id}@example.com`, createdAt: date, updatedAt: date });
  if (role !== null) await db.insert(platform.platformMember).values({ personId: id, role: role as PlatformRole, createdAt: 0 });
  const signed = await enterConsole(await signIn(id), id);
  const told = async (method: string, path: string, body?: unknown) => {
    const response = await ask(`/api/console/${path}`, {
      method,
      cookie: signed.cookie,
      headers: FROM,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  return {
    person: id,
    signed,
    ask: told,
    async get(path) {
      const { status, text } = await told("GET", path);
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
      return JSON.parse(text);
    },
  };
}

/** A stored delivery whose changes nobody works on. */
export async function planted(world: World, count = 1, over: Parameters<typeof deliveryOf>[0] = {}) {
  const leads = Array.from({ length: count }, () => ({ id: metaNumber(), page: world.page, form: world.form }));
  const delivery = deliveryOf({ leads: count, ...over });
  await storeDelivery(db, delivery, leads.map(deliveredLead), { id: uuidv7(), until: Date.now() + 3_600_000 });
  return { delivery: delivery.id, leads: leads.map((lead) => lead.id), told: leads };
}

export async function park(leads: readonly string[], over: Partial<typeof platform.change.$inferInsert> = {}): Promise<void> {
  for (const lead of leads)
    await db
      .update(platform.change)
      .set({
        state: "parked",
        lease: null,
        leaseUntil: 0,
        reason: "refused",
        failure: "permanent",
        settledAt: Date.now(),
        attempts: 3,
        ...over,
      })
      .where(eq(platform.change.lead, lead));
}

/** Leads that Meta can tell, parked as if it had refused them. */
export async function parkedAtMeta(world: World, count = 1): Promise<string[]> {
  const told = await create(world, count);
  await storeDelivery(db, deliveryOf({ leads: count }), told.map(deliveredLead), { id: uuidv7(), until: Date.now() + 3_600_000 });
  await park(told.map((lead) => lead.id));
  return told.map((lead) => lead.id);
}
