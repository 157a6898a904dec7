import { type SQL, sql } from "drizzle-orm";
import type { Audited, Doer } from "../../domain/change.ts";
import { type ErrorCode, Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Actor } from "../../domain/rights.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform, type Statement } from "./database.ts";
import { guard, refusedByGuard } from "./guard.ts";
import { outbox } from "./schema/platform.ts";

/** How the platform decides anything about access: one batch of guards, rows, audit, and the outbox row that carries it on. */

/** `outbox` is the row to wait for: the change is in force everywhere once `runOutbox` reports it done. 0: it was decided before. */
export interface Decided {
  readonly version: number;
  readonly outbox: number;
}

/** A precondition, and what whoever breaks it is told. */
export type Guarded = readonly [SQL, ErrorCode];

export interface Decision {
  readonly version: number;
  readonly guards: readonly Guarded[];
  readonly writes: readonly Statement[];
  readonly audit: Pick<Audited, "act" | "detail">;
}

/** Where a decision belongs: `subject` is the member's, the team's or the workspace's own id. */
export interface Where {
  readonly kind: "member" | "team" | "workspace";
  readonly workspace: string;
  readonly subject: string;
}

/** Who decides in a workspace, by a right of their own. */
export interface By {
  readonly actor: Actor;
  readonly doer: Doer;
}

/** It was decided before, and stands: what is asked for twice happens once. */
interface Already {
  readonly already: number;
}

export type Part = readonly [Where, Decision];

const TRIES = 3;

/** Decides from what stands now, writes under that, and decides again where somebody else was faster. */
export async function decide(
  platform: Platform,
  where: Where,
  doer: Doer,
  fresh: Fresh,
  decision: () => Promise<Decision | Already>,
): Promise<Decided> {
  let version = 0;
  const [decided] = await decideAll(platform, doer, fresh, async () => {
    const made = await decision();
    if (!("already" in made)) return [[where, made]];
    version = made.already;
    return [];
  });
  return decided ?? { version, outbox: 0 };
}

/** The same for several at once: all of them, or none. */
export async function decideAll(
  platform: Platform,
  doer: Doer,
  fresh: Fresh,
  decisions: () => Promise<readonly Part[]>,
): Promise<Decided[]> {
  let refused: ErrorCode = "conflict";
  for (let tried = 0; tried < TRIES && refused === "conflict"; tried++) {
    const parts = await decisions();
    try {
      return await written(platform, parts, doer, fresh);
    } catch (error) {
      if (!refusedByGuard(error)) throw error;
      refused = await firstBroken(platform, guardsOf(parts));
    }
  }
  throw new Refusal(refused);
}

/** One after the other, each with its guards: a later one may ask about what an earlier one writes. */
async function written(platform: Platform, parts: readonly Part[], doer: Doer, fresh: Fresh): Promise<Decided[]> {
  const lists = await Promise.all(parts.map(([where, decision]) => statementsOf(platform, where, decision, doer, fresh)));
  const results = await batch(platform, lists.flat());
  let end = 0;
  return parts.map(([, { version }], n) => {
    end += lists[n]?.length ?? 0;
    return { version, outbox: (results[end - 1] as { n: number }[])[0]?.n ?? 0 };
  });
}

const guardsOf = (parts: readonly Part[]) => parts.flatMap(([, { guards }]) => guards);

/** A decision's whole batch. Its last statement answers with the outbox row's number. */
export async function statementsOf(
  platform: Platform,
  { kind, workspace: workspaceId, subject }: Where,
  { guards, writes, audit }: Decision,
  doer: Doer,
  fresh: Fresh,
): Promise<Statement[]> {
  const at = fresh.now();
  return [
    ...guards.map(([holds]) => platform.run(guard(holds))),
    ...writes,
    ...(await auditOnPlatform(platform, workspaceId, [{ ...audit, subjectKind: kind, subject }], doer, at, fresh)),
    platform.insert(outbox).values({ kind, workspaceId, subject, createdAt: at, dueAt: at }).returning({ n: outbox.n }),
  ];
}

/** Writes what carries nothing on to a shard, under its guards; who breaks one is told which. */
export async function writeGuarded(
  platform: Platform,
  guards: readonly Guarded[],
  statements: readonly Statement[],
): Promise<readonly unknown[]> {
  try {
    return (await batch(platform, [...guards.map(([holds]) => platform.run(guard(holds))), ...statements])).slice(guards.length);
  } catch (error) {
    if (!refusedByGuard(error)) throw error;
    throw new Refusal(await firstBroken(platform, guards));
  }
}

/** Which guard it was: asked only after a refusal. */
async function firstBroken(platform: Platform, guards: readonly Guarded[]): Promise<ErrorCode> {
  const held = await Promise.all(guards.map(([holds]) => platform.get<{ held: number }>(sql`SELECT (${holds}) AS held`)));
  return guards[held.findIndex((row) => row?.held !== 1)]?.[1] ?? "conflict";
}

/** What a member's right to decide rested on, as guards: they are here in that role, and the workspace is open. */
export function stillMay({ workspace, person, role }: Actor): Guarded[] {
  return [
    [
      sql`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspace} AND person_id = ${person} AND status = 'active' AND role = ${role})`,
      "not_allowed",
    ],
    [sql`EXISTS (SELECT 1 FROM workspace WHERE id = ${workspace} AND status = 'active')`, "workspace_suspended"],
  ];
}

/** In that session a second factor was proven. */
export function provenIn(session: string): Guarded {
  return [sql`EXISTS (SELECT 1 FROM session WHERE id = ${session} AND second_factor_at IS NOT NULL)`, "second_factor_needed"];
}
