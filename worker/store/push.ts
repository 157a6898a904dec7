import { and, desc, eq, notInArray, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import { type DeviceBody, type Devices, MOST_DEVICES } from "../../domain/device.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { DEFAULT_NOTIFY, type NotifySettings } from "../../domain/notice.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { IDLE_MS, stands } from "./people.ts";
import { member, notify, person, pushSubscription, session, workspace } from "./schema/platform.ts";

/** NT1: the browsers that people have pushes sent to, and what they want pushed. */

interface Own {
  readonly person: string;
  readonly session: string;
}

/**
 * Adds this browser, bound to the session it is in. A browser has one endpoint: whoever uses it now is whom it tells. The same again changes
 * nothing.
 */
export async function addDevice(platform: Platform, own: Own, device: DeviceBody, doer: Doer, fresh: Fresh): Promise<void> {
  const { endpoint, ...keys } = device;
  const at = fresh.now();
  const [known] = await platform.select().from(pushSubscription).where(eq(pushSubscription.endpoint, endpoint));
  const same = known !== undefined && known.person === own.person && known.session === own.session;
  if (same && known.p256dh === keys.p256dh && known.auth === keys.auth) return;
  const createdAt = known?.person === own.person ? known.createdAt : at;
  const id = fresh.id();
  const set = { ...own, ...keys, id, createdAt };
  const theirs = eq(pushSubscription.person, own.person);
  const newest = platform
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(theirs)
    .orderBy(desc(pushSubscription.createdAt), desc(pushSubscription.id))
    .limit(MOST_DEVICES);
  const audited = { act: "person.device_added", subjectKind: "person", subject: own.person, detail: { device: id, session: own.session } };
  try {
    await batch(platform, [
      // It may have ended meanwhile, and its trigger with it.
      platform.run(guard(sql`EXISTS (SELECT 1 FROM session WHERE id = ${own.session} AND person_id = ${own.person} AND pending = 0)`)),
      platform
        .insert(pushSubscription)
        .values({ endpoint, ...set })
        .onConflictDoUpdate({ target: pushSubscription.endpoint, set }),
      platform.delete(pushSubscription).where(and(theirs, notInArray(pushSubscription.id, newest))),
      ...(await auditOnPlatform(platform, null, [audited], doer, at, fresh)),
    ]);
  } catch (error) {
    if (refusedByGuard(error)) throw new Refusal("not_signed_in");
    throw error;
  }
}

/** One of one's own; one that is not there is gone already. */
export async function removeDevice(
  platform: Platform,
  own: Pick<Own, "person">,
  which: { readonly id: string } | { readonly endpoint: string },
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const meant = "id" in which ? eq(pushSubscription.id, which.id) : eq(pushSubscription.endpoint, which.endpoint);
  const mine = and(eq(pushSubscription.person, own.person), meant);
  const [found] = await platform.select({ id: pushSubscription.id }).from(pushSubscription).where(mine);
  if (found === undefined) return;
  const audited = { act: "person.device_removed", subjectKind: "person", subject: own.person, detail: { device: found.id } };
  await batch(platform, [
    platform.delete(pushSubscription).where(mine),
    ...(await auditOnPlatform(platform, null, [audited], doer, fresh.now(), fresh)),
  ]);
}

/** Its browser took it back. */
export async function dropDevice(platform: Platform, id: string): Promise<void> {
  await platform.delete(pushSubscription).where(eq(pushSubscription.id, id));
}

export async function readDevices(platform: Platform, own: Own, now: number): Promise<Devices["devices"]> {
  const rows = await platform
    .select({
      id: pushSubscription.id,
      session: pushSubscription.session,
      browser: session.userAgent,
      createdAt: pushSubscription.createdAt,
    })
    .from(pushSubscription)
    .innerJoin(session, eq(session.id, pushSubscription.session))
    .where(and(eq(pushSubscription.person, own.person), stands(now)))
    .orderBy(desc(pushSubscription.createdAt), desc(pushSubscription.id));
  return rows.map(({ session: of, ...row }) => ({ ...row, current: of === own.session }));
}

export async function readNotify(platform: Platform, personId: string): Promise<NotifySettings> {
  const [row] = await platform.select({ off: notify.off, quiet: notify.quiet }).from(notify).where(eq(notify.person, personId));
  return row ?? DEFAULT_NOTIFY;
}

export async function setNotify(platform: Platform, personId: string, after: NotifySettings, doer: Doer, fresh: Fresh): Promise<void> {
  const before = await readNotify(platform, personId);
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const set = { off: [...after.off], quiet: after.quiet };
  const audited = { act: "person.notify_changed", subjectKind: "person", subject: personId, detail: { before, after } };
  await batch(platform, [
    platform
      .insert(notify)
      .values({ person: personId, ...set })
      .onConflictDoUpdate({ target: notify.person, set }),
    ...(await auditOnPlatform(platform, null, [audited], doer, fresh.now(), fresh)),
  ]);
}

/** A member with a browser to push to; one row a browser. */
export type Subscribed = Awaited<ReturnType<typeof subscribedTo>>[number];

/** Nobody's workspace has more browsers than this pushed to in one go. */
const MOST = 2_000;

/** Members of an open workspace with a browser whose session stands. One statement. */
export function subscribedTo(platform: Platform, workspaceId: string, now: number) {
  return platform
    .select({
      id: pushSubscription.id,
      endpoint: pushSubscription.endpoint,
      p256dh: pushSubscription.p256dh,
      auth: pushSubscription.auth,
      createdAt: pushSubscription.createdAt,
      person: person.id,
      language: person.language,
      off: notify.off,
      quiet: notify.quiet,
      /** When any session of theirs was last used, to the five minutes. */
      seenAt: sql<number>`(SELECT max(seen.updated_at) FROM session AS seen WHERE seen.person_id = ${person.id} AND seen.pending = 0)`,
      slug: workspace.slug,
      shard: workspace.shard,
      settings: workspace.settings,
    })
    .from(member)
    .innerJoin(workspace, and(eq(workspace.id, member.workspaceId), eq(workspace.status, "active")))
    .innerJoin(person, eq(person.id, member.personId))
    .innerJoin(pushSubscription, eq(pushSubscription.person, member.personId))
    .innerJoin(session, and(eq(session.id, pushSubscription.session), stands(now)))
    .leftJoin(notify, eq(notify.person, member.personId))
    .where(and(eq(member.workspaceId, workspaceId), eq(member.status, "active")))
    .limit(MOST);
}

/** Workspaces with such members, and who those are: at most so many, begun at four digits of their ids, so that none is always the last. */
export async function workspacesSubscribed(platform: Platform, from: string, most: number, now: number) {
  const rows = await platform.all<{ workspace: string; shard: number; people: string }>(sql`
    SELECT member.workspace_id AS workspace, workspace.shard AS shard, json_group_array(DISTINCT member.person_id) AS people
    FROM push_subscription
    JOIN session ON session.id = push_subscription.session_id AND session.pending = 0
      AND session.expires_at > ${now} AND session.updated_at > ${now - IDLE_MS}
    JOIN member ON member.person_id = push_subscription.person_id AND member.status = 'active'
    JOIN workspace ON workspace.id = member.workspace_id AND workspace.status = 'active'
    GROUP BY member.workspace_id, workspace.shard ORDER BY substr(member.workspace_id, -4) < ${from}, substr(member.workspace_id, -4) LIMIT ${most}`);
  return rows.map(({ people, ...row }) => ({ ...row, people: JSON.parse(people) as string[] }));
}
