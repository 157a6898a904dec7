import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Contact } from "../../domain/edit.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Identity } from "../../domain/identity.ts";
import { type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { can, type Capability } from "../../domain/rights.ts";
import type { Setup } from "../../domain/setup.ts";
import { undoArchived } from "./archiving.ts";
import { undoOwner } from "./assigning.ts";
import { undoAttempt, undoWithdrawn } from "./attempts.ts";
import { type Also, answer, apply, type Changed, type Command, read, type Standing, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { undoFollowUps } from "./followups.ts";
import { undoBans } from "./nocontact.ts";
import { undoProject } from "./leadprojects.ts";
import { hashed, noErasure } from "./erasure.ts";
import { asideOf, type LeadAside, undoClaims, undoFields, undoIdentities } from "./editing.ts";
import { notesToPart, notesToUndo, readStanding, type StandingNotes, undoNote, undoRewritten } from "./notes.ts";
import { type Inverse, mutation } from "./schema/workspace.ts";
import { undoMerged } from "./parting.ts";
import { undoStage } from "./staging.ts";

/** How long a change can be undone. */
const UNDO_MS = 10 * 60_000;

/** One part of a change, set back: each file that makes such changes says how. */
export interface Undoing {
  /** Rights may have changed since: asked anew, of the lead as it is or, where `after` says otherwise, as it would be again. */
  readonly capability: Capability;
  /** The part is as it was left, as far as the row shows it; the rest is for the guards. */
  readonly stands: boolean;
  readonly guards?: readonly SQL[];
  /** By these the lead is known again. */
  readonly back?: readonly Identity[];
  /** Those of the lead raise its version to the row's and one: all parts of a change make one version. */
  readonly writes: readonly Statement[];
  readonly fields: readonly string[];
  readonly after?: Standing;
  readonly also?: readonly Also[];
  readonly detail: { readonly before: Readonly<Record<string, unknown>>; readonly after: Readonly<Record<string, unknown>> };
}

/** What is read of the change and its lead besides the row. */
export interface Aside {
  /** When it was made. */
  readonly at: number;
  readonly notes: StandingNotes;
  /** LM1: of the lead that is to be apart again, which are not among them. */
  readonly parted: StandingNotes;
  readonly contacts: readonly Contact[];
  readonly alsoCalled: readonly string[];
  readonly edited: readonly string[];
}

type Part = {
  readonly [K in keyof Inverse]-?: (command: Command, row: LeadRow, part: NonNullable<Inverse[K]>, setup: Setup, aside: Aside) => Undoing;
};

const PARTS: Partial<Part> = {
  owner: undoOwner,
  stage: undoStage,
  attempt: undoAttempt,
  withdrawn: undoWithdrawn,
  followUps: undoFollowUps,
  bans: undoBans,
  archived: undoArchived,
  fields: undoFields,
  identities: undoIdentities,
  claims: undoClaims,
  project: undoProject,
  note: undoNote,
  rewritten: undoRewritten,
  merged: undoMerged,
};

/** Sets back one's own change, unless somebody changed the same thing since. */
export async function undo(command: Omit<Command, "lead">, of: string, erasureKey: string): Promise<Changed> {
  const mine = and(eq(mutation.workspaceId, command.actor.workspace), eq(mutation.id, of), eq(mutation.actor, command.actor.person));
  const undone = command.shard
    .select({
      lead: mutation.lead,
      inverse: mutation.inverse,
      at: mutation.at,
      notes: notesToUndo(command.actor.workspace),
      parted: notesToPart(command.actor.workspace),
    })
    .from(mutation)
    .where(mine);
  const which = sql`(SELECT lead_id FROM mutation WHERE ${mine})`;
  const { row, repeated, position, by, setup, besides } = await read(command, which, null, [
    undone,
    asideOf(command.shard, command.actor.workspace, which),
  ]);
  const [[found], [aside]] = besides as [Awaited<typeof undone>, LeadAside[]];
  if (found?.inverse == null || row === undefined || (repeated !== null && repeated !== found.lead)) throw new Refusal("not_found");
  const own: Command = { ...command, lead: found.lead };
  // However late it is delivered again.
  if (repeated !== null) return answer(own, row, position);
  if (found.at < command.fresh.now() - UNDO_MS) throw new Refusal("not_found");
  const parts = undoings(own, row, found.inverse, setup, {
    at: found.at,
    notes: readStanding(found.notes),
    parted: readStanding(found.parted),
    contacts: aside?.contacts ?? [],
    alsoCalled: aside?.alsoCalled ?? [],
    edited: aside?.edited ?? [],
  });
  const seen = can(command.actor, "lead.read", visibilityOf(row));
  const after = parts.find((part) => part.after !== undefined)?.after ?? row;
  const reached = parts.map(({ capability, after: then }) =>
    [row, then ?? row].find((subject) => can(command.actor, capability, visibilityOf(subject))),
  );
  if (reached.includes(undefined)) throw new Refusal(seen ? "not_allowed" : "not_found");
  if (row.archivedAt !== null && found.inverse.archived === undefined) throw new Refusal("invalid_input", { why: "archived" });
  if (!parts.every((part) => part.stands)) throw new Refusal("conflict", seen ? { row: rowFor(command.actor, row), by } : undefined);
  return apply(own, row, {
    guards: [
      ...[...new Set(reached)].flatMap((subject) => (subject === undefined ? [] : stillInReach(command.actor, subject))),
      ...parts.flatMap((part) => part.guards ?? []),
      ...(await notErased(command, parts, found.at, erasureKey)),
    ],
    writes: parts.flatMap((part) => part.writes),
    fields: parts.flatMap((part) => part.fields),
    after,
    act: "lead.undone",
    detail: {
      of,
      before: Object.assign({}, ...parts.map((part) => part.detail.before)),
      after: Object.assign({}, ...parts.map((part) => part.detail.after)),
    },
    also: parts.flatMap((part) => part.also ?? []),
    inverse: null,
  });
}

/** PV1: who was erased since, or asked never to be known again, does not come back by an undo. */
async function notErased({ actor }: Pick<Command, "actor">, parts: readonly Undoing[], since: number, erasureKey: string): Promise<SQL[]> {
  const back = parts.flatMap((part) => part.back ?? []);
  if (back.length === 0) return [];
  return [noErasure(actor.workspace, await hashed(erasureKey, actor.workspace, back), since)];
}

function undoings(command: Command, row: LeadRow, inverse: Inverse, setup: Setup, aside: Aside): Undoing[] {
  return (Object.keys(inverse) as (keyof Inverse)[]).flatMap((key) => {
    // Each key has its own kind of part, which its entry takes.
    const part = PARTS[key] as Untyped | undefined;
    return part === undefined ? [] : [part(command, row, inverse[key], setup, aside)];
  });
}

type Untyped = (command: Command, row: LeadRow, part: unknown, setup: Setup, aside: Aside) => Undoing;
