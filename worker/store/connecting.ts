import { and, eq, inArray, lt, sql, type SQL } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { OFFER_MS, type OfferedPage, type PageRow, type PageState } from "../../domain/page.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { change, page, pageOffer, person } from "./schema/platform.ts";

/** MC1: which Pages a workspace has, and how one comes to it and goes. */

/** All that ever were this workspace's and no other's by now. One round trip. */
export function readPages(platform: Platform, workspaceId: string): Promise<PageRow[]> {
  const ours = ofWorkspace(workspaceId);
  return platform
    .select({
      id: page.id,
      name: page.name,
      state: page.state,
      reason: page.brokenReason,
      connectedBy: person.name,
      connectedAt: page.connectedAt,
      flaggedAt: page.flaggedAt,
      waiting: sql<number>`(SELECT count(*) FROM ${change} WHERE ${change.page} = ${page.id} AND ${change.state} = 'parked' AND ${ours})`,
    })
    .from(page)
    .leftJoin(person, eq(person.id, page.connectedBy))
    .where(eq(page.workspaceId, workspaceId))
    .orderBy(sql`${page.state} = 'disconnected'`, page.name, page.id);
}

export interface Offer {
  readonly id: string;
  readonly workspace: string;
  readonly person: string;
  readonly pages: readonly OfferedPage[];
  /** Sealed for this offer. */
  readonly tokens: string;
}

/** Keeps what somebody came back with from Meta, for an hour. */
export async function keepOffer(platform: Platform, { id, workspace, person: by, pages, tokens }: Offer, now: number): Promise<void> {
  await platform.insert(pageOffer).values({ id, workspaceId: workspace, personId: by, pages, tokens, expiresAt: now + OFFER_MS });
}

/** Tokens that nobody chose from in time. Answers how many offers that were. */
export async function forgetOffers(platform: Platform, now: number): Promise<number> {
  const gone = await platform.delete(pageOffer).where(lt(pageOffer.expiresAt, now)).returning({ id: pageOffer.id });
  return gone.length;
}

interface Held {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: PageState;
}

/** An offer to this person here, with what is known of its Pages; undefined: none, or too late. One round trip. */
export async function findOffer(
  platform: Platform,
  of: { readonly id: string; readonly workspace: string; readonly person: string },
  now: number,
) {
  const here = and(eq(pageOffer.id, of.id), eq(pageOffer.workspaceId, of.workspace), eq(pageOffer.personId, of.person));
  const [offers, held] = (await batch(platform, [
    platform.select().from(pageOffer).where(here),
    heldOf(platform, sql`(SELECT json_extract(value, '$.id') FROM ${pageOffer}, json_each(${pageOffer.pages}) WHERE ${here})`),
  ])) as [(typeof pageOffer.$inferSelect)[], Held[]];
  const [offer] = offers;
  return offer === undefined || offer.expiresAt <= now ? undefined : { ...offer, held };
}

function heldOf(platform: Platform, ids: SQL) {
  return platform
    .select({ id: page.id, workspaceId: page.workspaceId, state: page.state })
    .from(page)
    .where(sql`${page.id} IN ${ids}`);
}

/** Whether it is another workspace's: what that one disconnected is free. */
export const isElsewhere = (held: Pick<Held, "workspaceId" | "state"> | undefined, workspaceId: string): boolean =>
  held !== undefined && held.workspaceId !== workspaceId && held.state !== "disconnected";

/** A Page with its token sealed for it. */
export interface Taken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** Of an offer, whatever was chosen: asked twice it answers twice, and the others are forgotten. */
type Kept = Pick<Offer, "id" | "pages" | "tokens">;

const TRIES = 3;

/**
 * Connects them all in one batch, under what `held` says of them; whichever another workspace has by now is left out. Answers the ids that
 * are connected. What waited for one is due at once; what came while it was disconnected stays unread (IN5). `offer`: what is kept of it.
 */
export async function connectPages(
  platform: Platform,
  at: { readonly workspace: string; readonly pages: readonly Taken[]; readonly held: readonly Held[]; readonly offer?: Kept },
  doer: Doer,
  fresh: Fresh,
): Promise<readonly string[]> {
  let { held } = at;
  for (let tried = 0; tried < TRIES; tried++) {
    const of = (id: string) => held.find((one) => one.id === id);
    const free = at.pages.filter(({ id }) => !isElsewhere(of(id), at.workspace));
    if (free.length === 0) return [];
    const now = fresh.now();
    const writes = free.flatMap((one) => connection(platform, one, of(one.id), at.workspace, doer, now));
    const kept =
      at.offer === undefined
        ? []
        : [platform.update(pageOffer).set({ pages: at.offer.pages, tokens: at.offer.tokens }).where(eq(pageOffer.id, at.offer.id))];
    const audited = free.map((one) => recordOfConnecting(one, of(one.id), at.workspace));
    try {
      await batch(platform, [...writes, ...kept, ...(await auditOnPlatform(platform, at.workspace, audited, doer, now, fresh))]);
      return free.map(({ id }) => id);
    } catch (error) {
      if (!refusedByGuard(error)) throw error;
      held = await heldOf(platform, sql`(SELECT value FROM json_each(${JSON.stringify(at.pages.map(({ id }) => id))}))`);
    }
  }
  throw new Refusal("conflict");
}

function connection(
  platform: Platform,
  { id, name, token }: Taken,
  held: Held | undefined,
  workspaceId: string,
  doer: Doer,
  now: number,
): Statement[] {
  const stands =
    held === undefined
      ? sql`NOT EXISTS (SELECT 1 FROM page WHERE id = ${id})`
      : sql`EXISTS (SELECT 1 FROM page WHERE id = ${id} AND workspace_id = ${held.workspaceId} AND state = ${held.state})`;
  const row = {
    workspaceId,
    name,
    state: "connected" as const,
    brokenReason: null,
    token,
    connectedBy: doer.person ?? "system",
    connectedAt: now,
    flaggedAt: null,
  };
  return [
    platform.run(guard(stands)),
    platform
      .insert(page)
      .values({ id, ...row })
      // Another permission is another connection, also within one millisecond; and no throttle is lifted by it.
      .onConflictDoUpdate({ target: page.id, set: { ...row, connectedAt: sql`max(${now}, ${page.connectedAt} + 1)` } }),
    // Whoever works on one of them with the permission before is fenced out: it is begun anew.
    platform
      .update(change)
      .set({ state: "waiting", dueAt: now, attempts: 0, failure: null, reason: null, settledAt: null, lease: null, leaseUntil: 0 })
      .where(waits(id, workspaceId)),
  ];
}

/** What came to a Page while it was another workspace's is not this one's. */
const ofWorkspace = (workspaceId: string) => sql`ifnull(${change.workspaceId}, ${workspaceId}) = ${workspaceId}`;

const waits = (pageId: string, workspaceId: string) =>
  and(eq(change.page, pageId), inArray(change.state, ["waiting", "parked"]), ofWorkspace(workspaceId));

function recordOfConnecting({ id, name }: Taken, held: Held | undefined, workspaceId: string): Audited {
  const before = held?.workspaceId === workspaceId ? held.state : null;
  return {
    act: before === "broken" ? "page.mended" : "page.connected",
    subjectKind: "page",
    subject: id,
    detail: { ...(before === null ? {} : { before: { state: before } }), after: { state: "connected", name } },
  };
}

/**
 * Reads nothing of it any more, and forgets its token and what was offered here. What was accepted before and is not read yet waits, as this
 * workspace's, until it is connected here again (IN1). Answers the row as it was; undefined: it is not one of this workspace's. */
export async function disconnectPage(
  platform: Platform,
  at: { readonly workspace: string; readonly page: string },
  doer: Doer,
  fresh: Fresh,
): Promise<{ readonly id: string; readonly token: string; readonly state: PageState } | undefined> {
  const here = and(eq(page.id, at.page), eq(page.workspaceId, at.workspace));
  const [known] = await platform.select({ id: page.id, token: page.token, state: page.state }).from(page).where(here);
  if (known === undefined || known.state === "disconnected") return known;
  const stands = sql`EXISTS (SELECT 1 FROM page WHERE id = ${at.page} AND workspace_id = ${at.workspace} AND state = ${known.state})`;
  const now = fresh.now();
  const detail = { before: { state: known.state }, after: { state: "disconnected" } };
  const audited = { act: "page.disconnected", subjectKind: "page", subject: at.page, detail };
  try {
    await batch(platform, [
      platform.run(guard(stands)),
      platform.update(page).set({ state: "disconnected", brokenReason: null, token: "", flaggedAt: null }).where(here),
      platform
        .update(change)
        .set({
          state: "parked",
          workspaceId: at.workspace,
          failure: "reconnect",
          reason: "page_disconnected",
          settledAt: now,
          lease: null,
          leaseUntil: 0,
        })
        .where(waits(at.page, at.workspace)),
      platform.delete(pageOffer).where(eq(pageOffer.workspaceId, at.workspace)),
      ...(await auditOnPlatform(platform, at.workspace, [audited], doer, now, fresh)),
    ]);
    return known;
  } catch (error) {
    throw refusedByGuard(error) ? new Refusal("conflict") : error;
  }
}
