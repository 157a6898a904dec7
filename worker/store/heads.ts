import { and, eq, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { type Ledger, within } from "./ledger.ts";
import { member, person, workspace } from "./schema/platform.ts";

/** The last seal's hash, in the owners' own mailboxes (AU1): whoever could make up a whole chain cannot make up what was mailed before. */

export interface MemberAt {
  readonly workspace: string;
  readonly person: string;
}

const here = (of: MemberAt) => and(eq(member.workspaceId, of.workspace), eq(member.personId, of.person));

export async function readHeadMail(platform: Platform, of: MemberAt): Promise<boolean> {
  const [row] = await platform.select({ on: member.auditMail }).from(member).where(here(of));
  return row?.on ?? false;
}

/** An owner's own wish. It gives nobody a right: no news for shard or rooms, and no other version of the member. */
export async function setHeadMail(platform: Platform, of: MemberAt, on: boolean, doer: Doer, fresh: Fresh): Promise<void> {
  const before = await readHeadMail(platform, of);
  if (before === on) return;
  const detail = { before: { auditMail: before }, after: { auditMail: on } };
  const audited = { act: "audit.mail_set", subjectKind: "member", subject: of.person, detail };
  try {
    await batch(platform, [
      platform.run(
        guard(sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${of.workspace} AND person_id = ${of.person} AND role = 'owner'
          AND status = 'active' AND audit_mail = ${Number(before)})`),
      ),
      platform.update(member).set({ auditMail: on }).where(here(of)),
      ...(await auditOnPlatform(platform, of.workspace, [audited], doer, fresh.now(), fresh)),
    ]);
  } catch (error) {
    if (refusedByGuard(error)) throw new Refusal("conflict");
    throw error;
  }
}

/** Owners who want the head of a workspace that is open, workspace by workspace. */
export function ownersToTell(platform: Platform) {
  return platform
    .select({
      workspace: workspace.id,
      name: workspace.name,
      shard: workspace.shard,
      settings: workspace.settings,
      person: person.id,
      email: person.email,
      language: person.language,
    })
    .from(member)
    .innerJoin(workspace, and(eq(workspace.id, member.workspaceId), eq(workspace.status, "active")))
    .innerJoin(person, eq(person.id, member.personId))
    .where(and(eq(member.auditMail, true), eq(member.role, "owner"), eq(member.status, "active")))
    .orderBy(member.workspaceId);
}

export interface Head {
  readonly hash: string;
  readonly sealedAt: number;
  /** Under this seal and all before it, those that the purge took among them. */
  readonly records: number;
}

/** Null: nothing is sealed yet. */
export async function readHead({ client, workspace: id }: Ledger): Promise<Head | null> {
  const mine = within({ client, workspace: id }, "audit_seal");
  return client
    .prepare(
      `SELECT hash, sealed_at AS sealedAt, (SELECT sum(count) FROM audit_seal WHERE ${mine}) AS records
       FROM audit_seal WHERE ${mine} ORDER BY from_n DESC LIMIT 1`,
    )
    .bind(id)
    .first<Head>();
}

/** False: this mail is on its way already. */
export async function putOnce(platform: Platform, mail: readonly Statement[]): Promise<boolean> {
  try {
    await batch(platform, mail);
    return true;
  } catch (error) {
    if (refusedByGuard(error)) return false;
    throw error;
  }
}
