import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { type Actor, canManage, type MemberStatus, type Role } from "../../domain/rights.ts";
import { auditOnPlatform } from "./audit.ts";
import type { Platform, Statement } from "./database.ts";
import { decide, type Decision, type Guarded } from "./decisions.ts";
import { personStatements } from "./founding.ts";
import { memberDecision } from "./membership.ts";
import { teams } from "./people.ts";
import { invitation, knownBrowser, member, person, session, workspace } from "./schema/platform.ts";
import type { Place } from "./sessions.ts";

/** The other end of an invitation's link. A link that is wrong, over, withdrawn or used is one answer, whatever else is asked (PE1). */

const inviter = alias(person, "inviter");
const inviting = alias(member, "inviting");

/** What a link opens now. One statement. */
export async function findInvitation(platform: Platform, tokenHash: string, now: number) {
  const [row] = await platform
    .select({
      invitation,
      workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
      inviter: { id: inviter.id, name: inviter.name, role: inviting.role },
      person: { id: person.id, emailVerified: person.emailVerified },
      member: {
        role: member.role,
        status: member.status,
        rights: member.rights,
        weight: member.weight,
        away: member.away,
        version: member.version,
      },
      teams,
    })
    .from(invitation)
    .innerJoin(workspace, and(eq(workspace.id, invitation.workspaceId), eq(workspace.status, "active")))
    .innerJoin(inviter, eq(inviter.id, invitation.invitedBy))
    .innerJoin(
      inviting,
      and(eq(inviting.workspaceId, workspace.id), eq(inviting.personId, invitation.invitedBy), eq(inviting.status, "active")),
    )
    .leftJoin(person, eq(person.email, invitation.email))
    .leftJoin(member, and(eq(member.workspaceId, workspace.id), eq(member.personId, person.id)))
    .where(and(eq(invitation.tokenHash, tokenHash), eq(invitation.state, "open"), sql`${invitation.expiresAt} > ${now}`));
  // It stands while whoever sent it may give that role: one who is removed leaves no way in behind.
  if (row === undefined || !mayStillInvite(row.inviter.role, row.invitation, row.member)) throw new Refusal("link_over");
  return row;
}

export type Opened = Awaited<ReturnType<typeof findInvitation>>;

function mayStillInvite(
  role: Role,
  invited: { readonly workspaceId: string; readonly invitedBy: string; readonly role: Role },
  known: { readonly role: Role; readonly status: MemberStatus } | null,
): boolean {
  const { workspaceId, invitedBy } = invited;
  const actor: Actor = { person: invitedBy, workspace: workspaceId, role, teams: [], rights: [], agentsSeeUnclaimed: false, masked: [] };
  // Who is suspended is let in again, and made somebody else, by it.
  return canManage(actor, invited) && (known?.status !== "suspended" || canManage(actor, known));
}

/** Who somebody becomes whom nobody knew. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  /** As `hashPassword` gives it. */
  readonly password: string;
  /** They are signed in with it. `browserHash`: from then on any other browser is news. */
  readonly session: {
    readonly id: string;
    readonly token: string;
    readonly expiresAt: number;
    readonly place: Place;
    readonly browserHash: string;
  };
}

export interface Acceptance {
  readonly tokenHash: string;
  /** Whoever is signed in; null: nobody. */
  readonly signedIn: string | null;
  /** Asked for only where the address is nobody's yet. */
  newcomer(opened: Opened): Promise<Newcomer>;
  readonly doer: Doer;
}

/** `isNew`: they became somebody by it. */
export interface Accepted {
  readonly workspace: Opened["workspace"];
  readonly person: string;
  readonly isNew: boolean;
}

/** A member by the end of one batch: person, session, place in the workspace, the invitation used. */
export async function acceptInvitation(platform: Platform, acceptance: Acceptance, fresh: Fresh): Promise<Accepted> {
  const { tokenHash, signedIn, doer } = acceptance;
  const first = await findInvitation(platform, tokenHash, fresh.now());
  const { workspace: place } = first;
  let opened: Opened | null = first;
  const newcomer = first.person === null ? await acceptance.newcomer(first) : null;
  const id = newcomer?.id ?? first.person?.id ?? "";
  const accepting: Doer = { ...doer, person: id };
  await decide(platform, { kind: "member", workspace: place.id, subject: id }, accepting, fresh, async () => {
    const found = opened ?? (await findInvitation(platform, tokenHash, fresh.now()));
    opened = null;
    if (found.person !== null && signedIn === null) throw new Refusal("not_signed_in");
    if (found.person !== null && found.person.id !== signedIn) throw new Refusal("not_allowed", { why: "wrong_person" });
    if (found.member?.status === "active") throw new Refusal("conflict", { why: "member" });
    return acceptDecision(platform, found, newcomer, accepting, fresh);
  });
  return { workspace: place, person: id, isNew: newcomer !== null };
}

async function acceptDecision(platform: Platform, found: Opened, newcomer: Newcomer | null, doer: Doer, fresh: Fresh): Promise<Decision> {
  const { invitation: invited, workspace: place, inviter: by } = found;
  const at = fresh.now();
  const personId = doer.person ?? "";
  const known = found.member === null ? undefined : { ...found.member, teams: found.teams.sort() };
  const change = {
    workspace: place.id,
    person: personId,
    role: invited.role,
    status: "active" as const,
    // What was given by name before they left was taken then.
    rights: [],
    weight: known?.weight ?? 1,
    away: false,
    teams: invited.teams,
  };
  const decision = memberDecision(platform, change, known, at);
  // Whoever is made in this very batch is no precondition of it.
  const kept = newcomer === null ? decision.guards : decision.guards.filter(([, code]) => code !== "not_found");
  const audited = {
    act: "invitation.accepted",
    subjectKind: "invitation",
    subject: invited.id,
    detail: { role: invited.role, teams: invited.teams, invitedBy: by.id },
  };
  return {
    ...decision,
    guards: [...standing(found, at), ...kept],
    writes: [
      ...(newcomer === null ? proven(platform, found, personId) : await made(platform, newcomer, invited.email, doer, fresh)),
      ...decision.writes,
      platform
        .update(invitation)
        .set({ state: "accepted", version: invited.version + 1, settledAt: at, settledBy: personId })
        .where(eq(invitation.id, invited.id)),
      ...(await auditOnPlatform(platform, place.id, [audited], doer, at, fresh)),
    ],
  };
}

function standing({ invitation: invited, workspace: place, inviter: by }: Opened, at: number): Guarded[] {
  return [
    [
      sql`EXISTS (SELECT 1 FROM invitation WHERE id = ${invited.id} AND state = 'open' AND version = ${invited.version} AND expires_at > ${at})`,
      "link_over",
    ],
    [
      sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${place.id} AND person_id = ${by.id} AND status = 'active' AND role = ${by.role})`,
      "link_over",
    ],
    [sql`EXISTS (SELECT 1 FROM workspace WHERE id = ${place.id} AND status = 'active')`, "link_over"],
  ];
}

/** The link came by that mailbox. */
function proven(platform: Platform, { person: known }: Opened, id: string): Statement[] {
  if (known === null || known.emailVerified) return [];
  return [platform.update(person).set({ emailVerified: true }).where(eq(person.id, id))];
}

async function made(platform: Platform, newcomer: Newcomer, email: string, doer: Doer, fresh: Fresh): Promise<Statement[]> {
  const { id, name, password } = newcomer;
  const { place, token, expiresAt, browserHash, id: sessionId } = newcomer.session;
  const now = new Date(fresh.now());
  return [
    ...(await personStatements(platform, { id, name, email, password }, fresh, { by: "invitation", doer, emailVerified: true })),
    platform.insert(session).values({
      id: sessionId,
      token,
      userId: id,
      expiresAt: new Date(expiresAt),
      ipAddress: place.ip,
      userAgent: place.browser,
      country: place.country,
      city: place.city,
      createdAt: now,
      updatedAt: now,
    }),
    platform.insert(knownBrowser).values({ personId: id, hash: browserHash, firstAt: now.getTime() }),
  ];
}
