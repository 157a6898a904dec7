import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { Refusal } from "../../domain/errors.ts";
import type { MailKind } from "../../domain/mail/kinds.ts";
import type { PlatformRole } from "../../domain/platform.ts";
import type { Role } from "../../domain/rights.ts";
import { askRecovery } from "../../worker/identity/recovery.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { mailsTo } from "./mail.ts";
import { type clock, DOER, stranger } from "./outbox.ts";
import { signIn } from "./signed.ts";
import { databases, settings, type World } from "./world.ts";

const db = databases.platform;
const { audit, member, passkey, person, platformMember, session, twoFactor } = platform;
export const REASON = "Her phone fell into the sea";
export const wish = {
  people: {
    owner: { role: "owner" as const },
    other: { role: "owner" as const },
    admin: { role: "admin" as const },
    second: { role: "admin" as const },
    manager: { role: "manager" as const },
    sara: { role: "agent" as const },
  },
};
export type Who = keyof typeof wish.people;

export const emailOf = (id: string) => `${id}@example.com`;

export function depsAt(at: ReturnType<typeof clock>) {
  return { platform: db, keys: settings.TOKEN_KEYS, origin: "https://crm.example.com", fresh: at.fresh };
}

/** Somebody of that world asks for somebody; null: support does. */
export function askFor(at: ReturnType<typeof clock>, world: World, whose: string, by: string, workspace: string | null = world.id) {
  return askRecovery(
    depsAt(at),
    { person: whose, workspace, by: { id: by, name: "Whoever asks" }, reason: REASON },
    { ...DOER, person: by },
  );
}

export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );
}

/** With an authenticator app, a passkey and two sessions. */
export async function armed(id: string): Promise<void> {
  await db.insert(twoFactor).values({ id: uuidv7(), secret: "sealed", backupCodes: "sealed", userId: id });
  await db.insert(passkey).values({
    id: uuidv7(),
    publicKey: "key",
    userId: id,
    credentialID: uuidv7(),
    counter: 0,
    deviceType: "singleDevice",
    backedUp: false,
  });
  await db.update(person).set({ twoFactorEnabled: true }).where(eq(person.id, id));
  await signIn(id);
  await signIn(id);
}

export async function stateOf(id: string) {
  const [who] = await db.select({ enabled: person.twoFactorEnabled }).from(person).where(eq(person.id, id));
  return {
    enabled: who?.enabled,
    apps: await db.$count(twoFactor, eq(twoFactor.userId, id)),
    passkeys: await db.$count(passkey, eq(passkey.userId, id)),
    sessions: await db.$count(session, eq(session.userId, id)),
  };
}

export const ARMED = { enabled: true, apps: 1, passkeys: 1, sessions: 2 };
export const BARE = { enabled: false, apps: 0, passkeys: 0, sessions: 0 };

export async function linkTo(id: string): Promise<Extract<MailKind, { kind: "recovery" }>> {
  const says = (await mailsTo(emailOf(id))).findLast((one) => one.kind === "recovery");
  if (says === undefined) throw new Error("no recovery mail");
  return says;
}

export const recordsOf = (id: string, act: string) =>
  db
    .select({ actor: audit.actor, workspace: audit.workspaceId })
    .from(audit)
    .where(and(eq(audit.subject, id), eq(audit.act, act)));

export async function onPlatform(role: PlatformRole): Promise<string> {
  const id = await stranger();
  await db.insert(platformMember).values({ personId: id, role, createdAt: 0 });
  return id;
}

export async function joins(world: World, id: string, role: Role): Promise<void> {
  await db.insert(member).values({ workspaceId: world.id, personId: id, role, status: "active", createdAt: 0 });
}
