import { and, eq, sql } from "drizzle-orm";
import type { SessionRow } from "../../domain/account.ts";
import type { Audited } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { canManage } from "../../domain/rights.ts";
import { auditOnPlatform } from "./audit.ts";
import type { Platform } from "./database.ts";
import { type By, type Guarded, stillMay, writeGuarded } from "./decisions.ts";
import { readMember } from "./roster.ts";
import { session } from "./schema/platform.ts";
import { sessionsOf } from "./sessions.ts";

/**
 * SI2: sessions of a workspace's members, for its admins. A session belongs to a person, not to a workspace: ended here, it is ended
 * everywhere. Of people who are no members there is nothing to see.
 */

/** With addresses it is a record that names whom: without the record there is no answer. */
export async function sessionsOfMember(
  platform: Platform,
  by: By,
  asked: { readonly person: string; readonly current: string; readonly addresses: boolean },
  fresh: Fresh,
): Promise<SessionRow[]> {
  const { workspace } = by.actor;
  const { person, current, addresses } = asked;
  const at = fresh.now();
  const audited: Audited = { act: "sessions.addresses_read", subjectKind: "person", subject: person, detail: {} };
  const record = addresses ? await auditOnPlatform(platform, workspace, [audited], by.doer, at, fresh) : [];
  const [rows] = await Promise.all([
    sessionsOf(platform, person, current, at),
    writeGuarded(platform, [isMember(workspace, person)], record),
  ]);
  // Where somebody is, to the street or the town, is the security right's; an admin sees the browser and the country.
  return addresses ? rows : rows.map((row) => ({ ...row, ip: null, city: null }));
}

/** Ends one session, or all of them; not the one it is asked from when all of one's own are meant. Says how many. */
export async function endMemberSessions(
  platform: Platform,
  by: By,
  asked: { readonly person: string; readonly session: string | null; readonly current: string },
  fresh: Fresh,
): Promise<number> {
  const { actor, doer } = by;
  const { person, session: one, current } = asked;
  const at = fresh.now();
  const [found, rows] = await Promise.all([readMember(platform, actor.workspace, person, at), sessionsOf(platform, person, current, at)]);
  if (found === undefined) throw new Refusal("not_found");
  if (!canManage(actor, found.row)) throw new Refusal("not_allowed");
  const meant = rows.filter((row) => (one === null ? !row.current : row.id === one)).map((row) => row.id);
  if (one !== null && meant.length === 0) throw new Refusal("not_found");
  if (meant.length === 0) return 0;
  const audited: Audited = { act: "session.revoked", subjectKind: "person", subject: person, detail: { sessions: meant } };
  const asTheyAre: Guarded = [
    sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${actor.workspace} AND person_id = ${person} AND version = ${found.row.version})`,
    "conflict",
  ];
  const [ended] = await writeGuarded(
    platform,
    [...stillMay(actor), asTheyAre],
    [
      platform
        .delete(session)
        .where(and(eq(session.userId, person), sql`${session.id} IN (SELECT value FROM json_each(${JSON.stringify(meant)}))`))
        .returning({ id: session.id }),
      ...(await auditOnPlatform(platform, actor.workspace, [audited], doer, at, fresh)),
    ],
  );
  return (ended as unknown[]).length;
}

function isMember(workspace: string, person: string): Guarded {
  return [
    sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspace} AND person_id = ${person} AND status <> 'removed')`,
    "not_found",
  ];
}
