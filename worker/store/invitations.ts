import { and, eq, or, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { InvitationRow } from "../../domain/people.ts";
import { type Actor, canManage, type MemberStatus, type Role, ROLES } from "../../domain/rights.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { type By, type Guarded, stillMay, writeGuarded } from "./decisions.ts";
import { auditOnPlatform, whoDecidedIn } from "./audit.ts";
import { invitationColumns } from "./roster.ts";
import { invitation, member, person } from "./schema/platform.ts";

/** PE1: an invitation is for one address, once, and stands for a week. Who is late with it is told what it is by now. */

export const LASTS_MS = 7 * 24 * 3_600_000;
/** The mailbox of somebody who does not answer is left alone then. */
export const MOST_SENDS = 5;

/** The link of a mail that is about to be written. */
export interface Link {
  readonly tokenHash: string;
  readonly expiresAt: number;
  /** The mail itself, in the language of whoever it goes to; null: nobody of that address is known. */
  mail(to: string, language: "en" | "ar" | null): Promise<readonly Statement[]>;
}

interface Wish {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly teams: readonly string[];
}

/** Invites an address. The same one asked for again, by its id, is the same one and mails nobody. */
export async function invite(platform: Platform, by: By, wish: Wish, link: Link, fresh: Fresh): Promise<InvitationRow> {
  const { actor, doer } = by;
  const { workspace } = actor;
  const { id, email, role } = wish;
  const teams = [...new Set(wish.teams)].sort();
  if (!canManage(actor, { role })) throw new Refusal("not_allowed");
  const { same, open, known } = await readInvited(platform, workspace, wish);
  if (same !== undefined) {
    if (same.workspace !== workspace) throw new Refusal("not_found");
    if (same.state === "open" && same.row.email === email) return same.row;
    throw new Refusal("conflict", { why: "invited", now: same.row });
  }
  if (known?.status === "active" || (known?.status === "suspended" && above(actor).some((one) => one === known.role)))
    throw new Refusal("conflict", { why: "member", field: "email" });
  if (open !== undefined) throw new Refusal("conflict", { why: "invited", field: "email", now: open });
  const at = fresh.now();
  const row = { id, email, role, teams, invitedBy: actor.person, sends: 1, version: 1, createdAt: at, expiresAt: link.expiresAt };
  const audited = { act: "invitation.sent", subjectKind: "invitation", subject: id, detail: { email, role, teams, sends: 1 } };
  await writeGuarded(
    platform,
    [...stillMay(actor), mayComeIn(actor, email), teamsAreHere(workspace, teams)],
    [
      platform.insert(invitation).values({ ...row, workspaceId: workspace, tokenHash: link.tokenHash, state: "open" }),
      ...(await link.mail(email, known?.language ?? null)),
      ...(await auditOnPlatform(platform, workspace, [audited], doer, at, fresh)),
    ],
  );
  return row;
}

/** Another link and another week; the link before opens nothing any more. Whoever sends it stands for it. */
export async function resend(platform: Platform, by: By, seen: Seen, link: Link, fresh: Fresh): Promise<InvitationRow> {
  const { row, language } = await openOne(platform, by, seen);
  if (row.sends >= MOST_SENDS) throw new Refusal("too_many");
  const next = { sends: row.sends + 1, version: row.version + 1, expiresAt: link.expiresAt, invitedBy: by.actor.person };
  const set = { ...next, tokenHash: link.tokenHash };
  return settle(platform, by, row, "invitation.resent", set, await link.mail(row.email, language), fresh).then(() => ({ ...row, ...next }));
}

export async function withdraw(platform: Platform, by: By, seen: Seen, fresh: Fresh): Promise<InvitationRow> {
  const { row } = await openOne(platform, by, seen);
  const version = row.version + 1;
  const set = { version, state: "withdrawn" as const, settledAt: fresh.now(), settledBy: by.actor.person };
  return settle(platform, by, row, "invitation.withdrawn", set, [], fresh).then(() => ({ ...row, version }));
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

/** An open invitation of this workspace as it was seen, whose role this actor may give. */
async function openOne(platform: Platform, by: By, seen: Seen) {
  const [found] = await platform
    .select({ row: invitationColumns, state: invitation.state, language: person.language })
    .from(invitation)
    .leftJoin(person, eq(person.email, invitation.email))
    .where(and(eq(invitation.workspaceId, by.actor.workspace), eq(invitation.id, seen.id)));
  if (found === undefined) throw new Refusal("not_found");
  if (!canManage(by.actor, found.row)) throw new Refusal("not_allowed");
  if (found.state !== "open" || found.row.version !== seen.version) {
    const first = await whoDecidedIn(platform, { kind: "invitation", workspace: by.actor.workspace, subject: seen.id });
    throw new Refusal("conflict", { now: found.row, by: first });
  }
  return found;
}

async function settle(
  platform: Platform,
  by: By,
  row: InvitationRow,
  act: string,
  set: Partial<typeof invitation.$inferInsert>,
  mails: readonly Statement[],
  fresh: Fresh,
): Promise<void> {
  const { actor, doer } = by;
  const { email, role, teams } = row;
  const audited = { act, subjectKind: "invitation", subject: row.id, detail: { email, role, teams, sends: set.sends ?? row.sends } };
  const asSeen: Guarded = [
    sql`EXISTS (SELECT 1 FROM invitation WHERE id = ${row.id} AND state = 'open' AND version = ${row.version})`,
    "conflict",
  ];
  await writeGuarded(
    platform,
    [...stillMay(actor), asSeen],
    [
      platform.update(invitation).set(set).where(eq(invitation.id, row.id)),
      ...mails,
      ...(await auditOnPlatform(platform, actor.workspace, [audited], doer, fresh.now(), fresh)),
    ],
  );
}

/** What stands of that id, of that address, and who has it. One round trip. */
async function readInvited(platform: Platform, workspace: string, { id, email }: Wish) {
  const [invitations, people] = (await batch(platform, [
    platform
      .select({ row: invitationColumns, workspace: invitation.workspaceId, state: invitation.state })
      .from(invitation)
      .where(
        or(eq(invitation.id, id), and(eq(invitation.workspaceId, workspace), eq(invitation.email, email), eq(invitation.state, "open"))),
      ),
    platform
      .select({ language: person.language, status: member.status, role: member.role })
      .from(person)
      .leftJoin(member, and(eq(member.personId, person.id), eq(member.workspaceId, workspace)))
      .where(eq(person.email, email)),
  ])) as [
    { row: InvitationRow; workspace: string; state: string }[],
    { language: "en" | "ar" | null; status: MemberStatus | null; role: Role | null }[],
  ];
  return {
    same: invitations.find((one) => one.row.id === id),
    open: invitations.find((one) => one.row.id !== id)?.row,
    known: people[0],
  };
}

/** Whom this actor may not manage, and so may neither let in again nor make somebody else. */
const above = (actor: Actor): Role[] => ROLES.filter((role) => !canManage(actor, { role }));

/** Nobody of that address is here, or suspended by somebody above. */
function mayComeIn(actor: Actor, email: string): Guarded {
  return [
    sql`NOT EXISTS (SELECT 1 FROM member JOIN person ON person.id = member.person_id
      WHERE member.workspace_id = ${actor.workspace} AND person.email = ${email} AND (member.status = 'active'
        OR (member.status = 'suspended' AND member.role IN (SELECT value FROM json_each(${JSON.stringify(above(actor))})))))`,
    "conflict",
  ];
}

function teamsAreHere(workspace: string, teams: readonly string[]): Guarded {
  return [
    sql`(SELECT count(*) FROM team WHERE workspace_id = ${workspace} AND retired = 0 AND id IN (SELECT value FROM json_each(${JSON.stringify(teams)}))) = ${teams.length}`,
    "invalid_input",
  ];
}
