import { uuidv7 } from "uuidv7";
import type { Role } from "../../domain/rights.ts";
import { DEFAULT_SETTINGS, type WorkspaceSettings } from "../../domain/workspace.ts";
import { databasesOf, type Settings, settingsOf } from "../../worker/env.ts";
import { sealToken } from "../../worker/sealed.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { testEnv } from "./env.ts";

export const databases = databasesOf(testEnv);
export const settings: Settings = settingsOf(testEnv);
export const shard = databases.shard(1);

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly teams: readonly string[];
}

export interface World {
  readonly id: string;
  readonly slug: string;
  readonly page: string;
  readonly form: string;
  readonly token: string;
  readonly people: Readonly<Record<string, Person>>;
}

interface Wish {
  readonly people?: Readonly<
    Record<string, { readonly role: Role; readonly teams?: readonly string[]; readonly weight?: number; readonly away?: boolean }>
  >;
  readonly settings?: Partial<WorkspaceSettings>;
  /** Without rules every lead stays unassigned. */
  readonly rules?: readonly { readonly match: unknown; readonly pool: unknown }[];
  readonly page?: "connected" | "broken" | "disconnected";
}

let made = 0;

/** Digits that no other test of this file has: Meta's ids are global. */
export function metaNumber(): string {
  made += 1;
  return `${Date.now()}${String(made).padStart(5, "0")}`;
}

/** A workspace of its own, in both kinds of database and at Meta's stand-in: storage is shared by the tests of one file. */
export async function makeWorld(wish: Wish = {}): Promise<World> {
  const id = uuidv7();
  const slug = `w-${id.slice(-12)}`;
  const page = metaNumber();
  const form = metaNumber();
  const token = `token-of-${page}`;
  const now = Date.now();
  const all: WorkspaceSettings = { ...DEFAULT_SETTINGS, ...wish.settings };
  const people = Object.fromEntries(
    Object.entries(wish.people ?? { owner: { role: "owner" as const } }).map(([key, one]) => [
      key,
      { ...one, id: uuidv7(), name: `${key} of ${slug}`, teams: one.teams ?? [] },
    ]),
  );
  const teams = [...new Set(Object.values(people).flatMap((one) => one.teams))];
  const db = databases.platform;
  await db.insert(platform.workspace).values({ id, slug, name: slug, shard: 1, status: "active", settings: all, createdAt: now });
  await db.insert(platform.page).values({
    id: page,
    workspaceId: id,
    name: `Page of ${slug}`,
    state: wish.page ?? "connected",
    token: await sealToken(settings.TOKEN_KEYS, page, token),
    connectedBy: Object.values(people)[0]?.id ?? "nobody",
    connectedAt: now,
  });
  await shard
    .insert(workspace.workspaceState)
    .values({ workspaceId: id, epoch: uuidv7(), name: slug, status: "active", settings: all, version: 1 });
  for (const team of teams) {
    await db.insert(platform.team).values({ id: team, workspaceId: id, name: team }).onConflictDoNothing();
    await shard.insert(workspace.team).values({ workspaceId: id, id: team, name: team, version: 1 });
  }
  for (const one of Object.values(people)) {
    const date = new Date(now);
    await db
      .insert(platform.person)
      .values({ id: one.id, name: one.name, email: `${one.id}@example.com`, createdAt: date, updatedAt: date });
    await db.insert(platform.member).values({
      workspaceId: id,
      personId: one.id,
      role: one.role,
      status: "active",
      weight: one.weight ?? 1,
      away: one.away ?? false,
      createdAt: now,
    });
    for (const team of one.teams) await db.insert(platform.teamMember).values({ workspaceId: id, teamId: team, personId: one.id });
    await shard.insert(workspace.member).values({
      workspaceId: id,
      personId: one.id,
      name: one.name,
      role: one.role,
      status: "active",
      weight: one.weight ?? 1,
      away: one.away ?? false,
      teams: [...one.teams],
      version: 1,
    });
  }
  for (const [place, rule] of (wish.rules ?? []).entries()) {
    await shard
      .insert(workspace.routingRule)
      .values({ workspaceId: id, place, id: uuidv7(), name: `rule ${place}`, match: rule.match, pool: rule.pool });
  }
  await atMeta("POST", "/_/pages", { id: page, name: `Page of ${slug}`, token, forms: [{ id: form, name: "Villas Q4" }] });
  return { id, slug, page, form, token, people };
}

/** Meta's stand-in's control API. */
export async function atMeta(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await testEnv.META.fetch(`http://localhost:8788${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  if (!response.ok) throw new Error(`the stand-in answered ${response.status} to ${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

export { testEnv };
