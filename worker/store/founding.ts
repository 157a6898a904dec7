import { type SQL, sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { PlatformRole } from "../../domain/platform.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import { auditOnPlatform } from "./audit.ts";
import type { Platform, Statement } from "./database.ts";
import { guard } from "./guard.ts";
import { type Guarded, type Part, statementsOf } from "./decisions.ts";
import { memberDecision } from "./membership.ts";
import { account, person, platformMember, workspace } from "./schema/platform.ts";

/**
 * The first super-admin and the first workspace, which nobody who is signed in could make. Each is one list of statements for one
 * transaction: guards, rows, audit and, for the workspace, the outbox rows by which the runner makes its side in the shard.
 */

/** Somebody new who can sign in. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  /** As `emailAddress` gives it. */
  readonly email: string;
  /** As `hashPassword` gives it. */
  readonly password: string;
}

export interface NewWorkspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly settings: WorkspaceSettings;
}

const SUPER_ADMIN: PlatformRole = "platform:super_admin";
/** The shard that every deployment has. */
const FIRST_SHARD = 1;
/** Whoever deploys is nobody the platform knows. */
const DEPLOYER: Doer = { person: null, ip: null, browser: null, request: null };
const BY = "deployment";

/** A super-admin who has no password cannot come in: that is none. */
const superAdmins = sql`(SELECT count(*) FROM platform_member WHERE role = ${SUPER_ADMIN} AND EXISTS (SELECT 1 FROM account
  JOIN person ON person.id = account.person_id WHERE account.person_id = platform_member.person_id AND account.password IS NOT NULL))`;
const workspaces = sql`(SELECT count(*) FROM workspace)`;

/** One row: how many can run the platform, and how many workspaces there are. */
export const WHO_IS_THERE: SQL = sql`SELECT ${superAdmins} AS superAdmins, ${workspaces} AS workspaces`;

/** Who has that address, in no row or one. */
export function whoHas(email: string): SQL {
  return sql`SELECT id, name FROM person WHERE email = ${email}`;
}

export async function foundSuperAdmin(platform: Platform, admin: NewPerson, fresh: Fresh): Promise<Statement[]> {
  const at = fresh.now();
  const audited: Audited = {
    act: "platform_member.added",
    subjectKind: "platform_member",
    subject: admin.id,
    detail: { before: null, after: { role: SUPER_ADMIN }, by: BY },
  };
  return [
    platform.run(guard(sql`${superAdmins} = 0`)),
    ...(await personStatements(platform, admin, fresh)),
    platform.insert(platformMember).values({ personId: admin.id, role: SUPER_ADMIN, createdAt: at }),
    ...(await auditOnPlatform(platform, null, [audited], DEPLOYER, at, fresh)),
  ];
}

/** `owner` is a new person, or the id of somebody who is there. */
export async function foundWorkspace(
  platform: Platform,
  made: NewWorkspace,
  owner: NewPerson | string,
  fresh: Fresh,
): Promise<Statement[]> {
  const personId = typeof owner === "string" ? owner : owner.id;
  const parts = workspaceParts(
    platform,
    { ...made, shard: FIRST_SHARD },
    personId,
    [[sql`${workspaces} = 0`, "conflict"]],
    BY,
    fresh.now(),
  );
  const statements = await Promise.all(parts.map(([where, decision]) => statementsOf(platform, where, decision, DEPLOYER, fresh)));
  return [...(typeof owner === "string" ? [] : await personStatements(platform, owner, fresh)), ...statements.flat()];
}

/** A workspace and its owner, in this order: the second is a member of what the first makes. */
export function workspaceParts(
  platform: Platform,
  made: NewWorkspace & { readonly shard: number },
  owner: string,
  guards: readonly Guarded[],
  by: string | null,
  at: number,
): readonly Part[] {
  const { id, slug, name, settings, shard } = made;
  const after = { slug, name, settings, status: "active" as const };
  const member = { workspace: id, person: owner, role: "owner", status: "active", weight: 1, away: false, teams: [] } as const;
  return [
    [
      { kind: "workspace", workspace: id, subject: id },
      {
        version: 1,
        guards,
        writes: [platform.insert(workspace).values({ id, ...after, shard, version: 1, createdAt: at })],
        audit: { act: "workspace.added", detail: { version: 1, before: null, after, ...(by === null ? {} : { by }) } },
      },
    ],
    [{ kind: "member", workspace: id, subject: owner }, memberDecision(platform, member, undefined, at)],
  ];
}

/** How somebody new came about, where not by the deployment. */
interface Came {
  readonly by: string;
  readonly doer: Doer;
  /** Where the way here was a link in their mailbox. */
  readonly emailVerified: boolean;
}

export async function personStatements(
  platform: Platform,
  made: NewPerson,
  fresh: Fresh,
  came: Came = { by: BY, doer: DEPLOYER, emailVerified: false },
): Promise<Statement[]> {
  const { id, name, email, password } = made;
  const { by, doer, emailVerified } = came;
  const at = fresh.now();
  const dates = { createdAt: new Date(at), updatedAt: new Date(at) };
  const audited: Audited = { act: "person.added", subjectKind: "person", subject: id, detail: { by } };
  return [
    platform.insert(person).values({ id, name, email, emailVerified, ...dates }),
    platform.insert(account).values({ id: fresh.id(), accountId: id, providerId: "credential", userId: id, password, ...dates }),
    ...(await auditOnPlatform(platform, null, [audited], doer, at, fresh)),
  ];
}
