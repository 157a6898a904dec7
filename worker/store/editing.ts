import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { type Answer, identitiesOf } from "../../domain/answers.ts";
import type { Contact, LeadFields } from "../../domain/edit.ts";
import {
  changed,
  decideEdit,
  type FieldChange,
  identitiesIn,
  isKeptFrom,
  isPartlyKept,
  type Plain,
  plainOf,
  same,
  valueIn,
} from "../../domain/editing.ts";
import { Refusal } from "../../domain/errors.ts";
import { type Identity, refusedByErasure, type Tombstone } from "../../domain/identity.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { can, maskedFor } from "../../domain/rights.ts";
import { type Setup, stageOf } from "../../domain/setup.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Shard } from "./database.ts";
import { type Hashed, noErasure, tombstonesOf } from "./erasure.ts";
import { type Claim, claimBack, claimOn, claimsAre, claimsOn, dropIdentities, gainIdentities, type Held, heldBy } from "./identities.ts";
import { fieldWrites } from "./fields.ts";
import { becomeOf } from "./leads.ts";
import { type Inverse, lead, submission } from "./schema/workspace.ts";
import { setupIs } from "./setup.ts";
import { inStory } from "./story.ts";
import type { Aside, Undoing } from "./undo.ts";

/** Plain fields as somebody typed them and as they are kept, with the identities that stand in them. */
export interface Edit {
  readonly fields: LeadFields;
  readonly identities: readonly Hashed[];
  /** ISO 3166, of telephones that were typed into forms. */
  readonly country: string;
}

/** ED1: plain fields are last write wins, whatever else happens to the lead meanwhile. */
export function editFields(command: Command, edit: Edit): Promise<Changed> {
  return runAgain(() => editOnce(command, edit));
}

async function editOnce(command: Command, { fields, identities, country }: Edit): Promise<Changed> {
  const { shard, actor, lead: id, fresh } = command;
  const reached = CONTACTS.some((field) => field in fields);
  const { row, repeated, position, setup, besides } = await prepare(command, "lead.edit", null, [
    asideOf(shard, actor.workspace, sql`${id}`),
    heldBy(shard, actor.workspace, sql`${id}`),
    heldBy(
      shard,
      actor.workspace,
      becomeOf(actor.workspace, sql`(SELECT same_as FROM lead WHERE workspace_id = ${actor.workspace} AND id = ${id})`),
    ),
    claimsOn(shard, actor.workspace, identities),
    tombstonesOf(shard, actor.workspace, identities),
    answersOf(shard, actor.workspace, id, reached),
  ]);
  if (repeated) return answer(command, row, position);
  if (isKeptFrom(maskedFor(actor, row), Object.keys(fields))) throw new Refusal("not_allowed");
  const [[aside], held, theirs, claims, stones, answers] = besides as [
    LeadAside[],
    Held[],
    Held[],
    Claim[],
    Stone[],
    { answers: Answer[] }[],
  ];
  const at = fresh.now();
  refuseErased(stones, at);
  const now = plainOf(row, aside?.contacts ?? []);
  if (isPartlyKept(maskedFor(actor, row), now, fields)) throw new Refusal("not_allowed");
  const changes = decideEdit(now, row.stage, fields, setup);
  if (changes.length === 0) return leave(command, row);
  const brought = answers.flatMap((one) => identitiesOf(one.answers, country));
  const moved = row.isTest ? STILL : moves(now, changed(now, changes), held, brought);
  const others = claims.filter((claim) => claim.lead !== row.id && claimOn(moved.added, claim) !== undefined);
  const known = isStillAlike(held, moved, theirs) ? row.sameAs : null;
  const sameAs = known ?? others[0]?.lead ?? null;
  const twin = sameAs !== row.sameAs;
  const claimed = moved.removed.filter((one) => claimOn(held, one)?.claims === true);
  return apply(command, row, {
    guards: [
      ...stillInReach(actor, row),
      setupIs(actor.workspace, setup.version),
      ...(moved.added.length === 0 ? [] : [claimsAre(actor.workspace, moved.added, claims), noErasure(actor.workspace, identities, at)]),
    ],
    writes: [
      ...fieldWrites(command, row, now, changes, setup, { edited: withEdited(aside?.edited ?? [], changes), ...(twin && { sameAs }) }),
      ...dropIdentities(shard, actor.workspace, row.id, moved.removed),
      ...gainIdentities(shard, actor.workspace, row.id, moved.added),
    ],
    fields: [...changes.map(({ field }) => field), ...(twin ? ["sameAs"] : []), "lastActivityAt"],
    after: row,
    act: "lead.edited",
    detail: recordOf(changes),
    inverse: {
      fields: Object.fromEntries([
        ...changes.map(({ field, from, to }) => [field, { to: from, whileIs: to }]),
        ...(twin ? [["sameAs", { to: row.sameAs, whileIs: sameAs }]] : []),
      ]) as Inverse["fields"] & object,
      ...(moved.added.length > 0 && { identities: moved.added }),
      ...(claimed.length > 0 && { claims: claimed.map(({ kind, value }) => ({ kind, value })) }),
    },
  });
}

const CONTACTS = ["phone", "email", "contacts"];

/** What only this and the detail need of a lead. */
export interface LeadAside {
  readonly contacts: readonly Contact[];
  readonly edited: readonly string[];
  readonly alsoCalled: readonly string[];
}

export function asideOf(shard: Shard, workspaceId: string, leadId: SQL) {
  return shard
    .select({ contacts: lead.contacts, edited: lead.edited, alsoCalled: lead.alsoCalled })
    .from(lead)
    .where(and(eq(lead.workspaceId, workspaceId), eq(lead.id, leadId)));
}

/** More forms of one person are a machine's: the newest are looked through. */
const FORMS = 100;

/** What its forms were answered with, where that is asked for. */
function answersOf(shard: Shard, workspaceId: string, leadId: string, asked: boolean) {
  return shard
    .select({ answers: submission.answers })
    .from(submission)
    .where(and(eq(submission.workspaceId, workspaceId), eq(submission.lead, leadId), asked ? undefined : sql`false`))
    .orderBy(desc(submission.submittedAt))
    .limit(FORMS);
}

export type Stone = Tombstone & Pick<Identity, "kind">;

/** PV1: who asked never to be known again is not typed in either. */
export function refuseErased(stones: readonly Stone[], at: number): void {
  const [stone] = stones.filter((one) => refusedByErasure(at, [one]));
  if (stone !== undefined) throw new Refusal("invalid_input", { field: stone.kind, why: "erased" });
}

interface Moved {
  readonly added: readonly Identity[];
  readonly removed: readonly Identity[];
}
const STILL: Moved = { added: [], removed: [] };

/** Which identities an edit brings and takes. One that came with a form stays: the same person may come with it again. */
function moves(before: Plain, after: Plain, held: readonly Identity[], brought: readonly Identity[]): Moved {
  const [was, is] = [identitiesIn(before), identitiesIn(after)];
  return {
    added: is.filter((one) => claimOn(was, one) === undefined && claimOn(held, one) === undefined),
    removed: was.filter((one) => claimOn(is, one) === undefined && claimOn(brought, one) === undefined),
  };
}

/** What made it look like the same person as another lead may have been a slip of the pen: corrected, it looks so no more. */
function isStillAlike(held: readonly Identity[], { added, removed }: Moved, theirs: readonly Identity[]): boolean {
  const shared = (ones: readonly Identity[]) => ones.some((one) => claimOn(theirs, one) !== undefined);
  const left = held.filter((one) => claimOn(removed, one) === undefined);
  return !shared(removed) || shared([...left, ...added]);
}

function withEdited(edited: readonly string[], changes: readonly FieldChange[]): string[] {
  return [...new Set([...edited, ...changes.map(({ field }) => field)])];
}

/** What of an edit the audit may hold: which fields, and the values of those that say nothing of the person. */
function recordOf(changes: readonly FieldChange[]) {
  const open = changes.filter(({ field }) => OPEN.includes(field));
  return {
    fields: changes.map(({ field }) => field),
    ...(open.length > 0 && {
      before: Object.fromEntries(open.map(({ field, from }) => [field, from])),
      after: Object.fromEntries(open.map(({ field, to }) => [field, to])),
    }),
  };
}

const OPEN = ["language", "priority", "value", "lostReason", "source"];

/** Each field is set back only while it is as it was left. That somebody decided about it stays known (ED1). */
export function undoFields(
  command: Command,
  row: LeadRow,
  { sameAs, ...fields }: NonNullable<Inverse["fields"]>,
  setup: Setup,
  { contacts }: Aside,
): Undoing {
  const { shard, actor } = command;
  const kept = isKeptFrom(maskedFor(actor, row), Object.keys(fields));
  if (kept && can(actor, "lead.edit", visibilityOf(row))) throw new Refusal("not_allowed");
  const now = plainOf(row, contacts);
  const changes = Object.entries(fields).map(([field, { to, whileIs }]) => ({ field, from: whileIs, to })) as FieldChange[];
  const was = identitiesIn(now);
  const back = row.isTest ? [] : identitiesIn(changed(now, changes)).filter((one) => claimOn(was, one) === undefined);
  const { before, after, ...named } = recordOf(changes);
  return {
    capability: "lead.edit",
    stands:
      changes.every(({ field, from }) => same(valueIn(now, field), from)) &&
      (sameAs === undefined || row.sameAs === sameAs.whileIs) &&
      // Why it was lost was forgotten when it was lost no more.
      (fields["lostReason"]?.to == null || stageOf(setup, row.stage)?.kind === "lost"),
    guards: [setupIs(actor.workspace, setup.version)],
    back,
    writes: [
      ...fieldWrites(command, row, now, changes, setup, sameAs === undefined ? {} : { sameAs: sameAs.to as string | null }),
      ...gainIdentities(shard, actor.workspace, row.id, back),
    ],
    fields: [...named.fields, ...(sameAs === undefined ? [] : ["sameAs"]), "lastActivityAt"],
    detail: { before: { ...named, ...before }, after: { ...named, ...after } },
  };
}

/** Identities that the edit added go with it, unless a form came with them since. */
export function undoIdentities(
  command: Command,
  row: LeadRow,
  identities: NonNullable<Inverse["identities"]>,
  _setup: Setup,
  { at }: Aside,
): Undoing {
  const joined = sql`EXISTS (SELECT 1 FROM timeline WHERE ${inStory(command)} AND at >= ${at} AND data ->> 'kind' = 'submission')`;
  return {
    capability: "lead.edit",
    stands: true,
    writes: dropIdentities(command.shard, command.actor.workspace, row.id, identities, sql`NOT ${joined}`),
    fields: [],
    detail: { before: {}, after: {} },
  };
}

/** What the lead claimed and the edit took from it is its own again, whoever claims it by now. */
export function undoClaims(command: Command, row: LeadRow, claims: NonNullable<Inverse["claims"]>): Undoing {
  return {
    capability: "lead.edit",
    stands: true,
    writes: claimBack(command.shard, command.actor.workspace, row.id, claims),
    fields: [],
    detail: { before: {}, after: {} },
  };
}
