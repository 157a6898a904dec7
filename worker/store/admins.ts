import { and, eq, sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { mayChange, type PersonRow } from "../../domain/people.ts";
import type { NamedRight, Role } from "../../domain/rights.ts";
import type { Platform, Statement } from "./database.ts";
import { whoDecidedIn } from "./audit.ts";
import { type By, type Decided, decide, decideAll, type Decision, stillMay, type Where } from "./decisions.ts";
import { openJob } from "./jobs.ts";
import { type MemberChange, memberDecision } from "./membership.ts";
import { connectedBy, readMember } from "./roster.ts";
import { invitation, page } from "./schema/platform.ts";

/**
 * What admins decide about members (PE1): each compares the version that was seen, and asks for the right to change whoever it is, as they
 * are and as they become. Who is late is told the row as it is.
 */

interface Seen {
  readonly person: string;
  readonly version: number;
}

type Becomes = Pick<MemberChange, "role" | "status" | "weight" | "away" | "teams"> & { readonly rights: readonly NamedRight[] };

interface Found {
  readonly row: PersonRow;
  /** Pages that they connected. */
  readonly pages: readonly string[];
}

export function changeMember(
  platform: Platform,
  by: By,
  seen: Seen,
  change: {
    readonly role: Role;
    readonly rights: readonly NamedRight[];
    readonly weight: number;
    readonly away: boolean;
    readonly teams: readonly string[];
  },
  fresh: Fresh,
): Promise<Decided> {
  return decideMember(platform, by, seen, ({ row }) => ({ ...change, status: row.status }), fresh);
}

/** A suspended member keeps their place and their leads; nobody gets in as them, and routing passes them by. */
export function setMemberState(platform: Platform, by: By, seen: Seen, status: "active" | "suspended", fresh: Fresh): Promise<Decided> {
  const state = ({ row }: Found) => {
    if (row.status === status) throw new Refusal("conflict", { now: row });
    return { ...row, status };
  };
  const also = () => (status === "suspended" ? [invitationsEnd(platform, by, seen.person, fresh.now())] : []);
  return decideMember(platform, by, seen, state, fresh, also);
}

/**
 * They are out at once; a job moves their leads to `to`, or to the queue, and goes on until none is left. Pages they connected are flagged.
 */
export async function removeMember(
  platform: Platform,
  by: By,
  seen: Seen,
  to: string | null,
  fresh: Fresh,
): Promise<Decided & { readonly job: string }> {
  const { workspace } = by.actor;
  const { person } = seen;
  const job = `leaving:${workspace}:${person}:${seen.version + 1}`;
  const at = fresh.now();
  const also = () => [
    invitationsEnd(platform, by, person, at),
    platform.update(page).set({ flaggedAt: at }).where(connectedBy(workspace, person)),
    openJob(
      platform,
      { id: job, kind: "leaving", scope: workspace, cursor: { person, to, by: by.actor.person }, askedBy: by.actor.person },
      at,
    ),
  ];
  const gone = ({ row }: Found) => ({ ...row, status: "removed" as const, teams: [], rights: row.rights });
  const decided = await decideMember(platform, by, seen, gone, fresh, also, to);
  return { ...decided, job };
}

/** Both at once, or neither: a workspace has an owner at every moment. */
export async function transferOwnership(platform: Platform, by: By, seen: Seen, fresh: Fresh): Promise<Decided> {
  const { actor, doer } = by;
  const { workspace } = actor;
  const [given] = await decideAll(platform, doer, fresh, async () => {
    const [to, giver] = await Promise.all([
      readMember(platform, workspace, seen.person, fresh.now()),
      readMember(platform, workspace, actor.person, fresh.now()),
    ]);
    if (to === undefined) throw new Refusal("not_found");
    if (giver === undefined) throw new Refusal("not_allowed");
    if (seen.person === actor.person || to.row.status !== "active") throw new Refusal("invalid_input", { fields: ["to"] });
    if (to.row.version !== seen.version) throw new Refusal("conflict", { now: to.row });
    const part = ({ row }: Found, role: Role): [Where, Decision] => {
      const { guards, ...decision } = memberDecision(platform, { ...row, role, workspace, person: row.id }, row, fresh.now());
      // The last owner may go in the batch that makes another one.
      const kept = guards.filter(([, code]) => code !== "last_owner");
      return [whereOf(workspace, row.id), { ...decision, guards: [...stillMay(actor), ...kept] }];
    };
    return [part(to, "owner"), part(giver, "admin")];
  });
  if (given === undefined) throw new Error("a transfer without a result");
  return given;
}

const whereOf = (workspace: string, subject: string): Where => ({ kind: "member", workspace, subject });

function decideMember(
  platform: Platform,
  by: By,
  seen: Seen,
  becomes: (found: Found) => Becomes,
  fresh: Fresh,
  also: () => readonly Statement[] = () => [],
  heir: string | null = null,
): Promise<Decided> {
  const { actor, doer } = by;
  const { workspace } = actor;
  const where = { kind: "member", workspace, subject: seen.person } as const;
  return decide(platform, where, doer, fresh, async () => {
    const found = await readMember(platform, workspace, seen.person, fresh.now());
    if (found === undefined) throw new Refusal("not_found");
    const { row, pages } = found;
    if (!mayChange(actor, row, row)) throw new Refusal("not_allowed");
    if (row.version !== seen.version) throw new Refusal("conflict", { now: row, by: await whoDecidedIn(platform, where) });
    const after = becomes(found);
    if (!mayChange(actor, row, after)) throw new Refusal("not_allowed");
    if (heir === seen.person) throw new Refusal("invalid_input", { fields: ["to"] });
    // Rights that were given by name go with whoever loses their place.
    const rights = after.status === "removed" ? [] : after.rights;
    const decision = memberDecision(platform, { ...after, rights, workspace, person: seen.person }, row, fresh.now());
    const flagged = after.status === "removed" && pages.length > 0 ? { flagged: pages } : {};
    return {
      ...decision,
      guards: [...stillMay(actor), ...(heir === null ? [] : [canInherit(workspace, heir)]), ...decision.guards],
      writes: [...decision.writes, ...also()],
      audit: {
        ...decision.audit,
        detail: { ...decision.audit.detail, ...flagged, ...(after.status === "removed" ? { leadsTo: heir } : {}) },
      },
    };
  });
}

/** Whoever gets leads works them. */
function canInherit(workspace: string, person: string) {
  return [
    sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspace} AND person_id = ${person} AND status = 'active' AND role <> 'auditor')`,
    "invalid_input",
  ] as const;
}

/** An invitation from before would let them in again. */
function invitationsEnd(platform: Platform, by: By, person: string, at: number): Statement {
  return platform
    .update(invitation)
    .set({ state: "withdrawn", version: sql`${invitation.version} + 1`, settledAt: at, settledBy: by.actor.person })
    .where(
      and(
        eq(invitation.workspaceId, by.actor.workspace),
        eq(invitation.state, "open"),
        sql`${invitation.email} = (SELECT email FROM person WHERE id = ${person})`,
      ),
    );
}
