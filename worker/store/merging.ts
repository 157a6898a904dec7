import { and, eq, sql } from "drizzle-orm";
import { afterChange, MAX_OPEN } from "../../domain/due.ts";
import type { Contact } from "../../domain/edit.ts";
import { type Plain, plainOf } from "../../domain/editing.ts";
import { Refusal } from "../../domain/errors.ts";
import type { FollowUp } from "../../domain/followup.ts";
import { type LeadRow, visibilityOf } from "../../domain/lead.ts";
import { gained, GOES_OVER } from "../../domain/merge.ts";
import { type Ban, channelsOf, isBanned } from "../../domain/nocontact.ts";
import { type LeadProject, MAX_PROJECTS } from "../../domain/project.ts";
import { can, maskedFor } from "../../domain/rights.ts";
import { SAMPLE_SOURCE } from "../../domain/samples/plan.ts";
import type { Setup } from "../../domain/setup.ts";
import { answer, apply, type Changed, type Command, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { fieldWrites } from "./fields.ts";
import { noneBanned, overwrite, say } from "./followups.ts";
import { clocks, GOING_OVER, looksUp, type Merged, moved, putAway, whatBecameOf } from "./goingover.ts";
import { claimFree, claimOn, forgetIdentities, gainIdentities, type Held, heldBy } from "./identities.ts";
import { projectsOf } from "./leadprojects.ts";
import { becomeOf, followUpColumns, isLead, rowColumns } from "./leads.ts";
import { ALSO_CALLED, readBeside, searched, standingBeside } from "./notes.ts";
import { followUp, type Inverse, lead, leadProject, submission, timeline } from "./schema/workspace.ts";
import { setupIs } from "./setup.ts";
import { told } from "./submissions.ts";
import { valueRows } from "./values.ts";

/**
 * LM1: `other` goes into the command's lead, whatever else happens to either meanwhile, with everything that was sent, said and planned. It
 * is archived, and known by nothing any more.
 */
export function mergeLeads(command: Command, other: string): Promise<Changed> {
  return runAgain(() => mergeOnce(command, other));
}

async function mergeOnce(command: Command, other: string): Promise<Changed> {
  const { shard, actor, fresh, lead: id } = command;
  const theirs: Command = { ...command, lead: other };
  const { row, repeated, position, setup, besides } = await prepare(command, "lead.edit", null, [...wholeOf(command), ...wholeOf(theirs)]);
  if (repeated) return answer(command, row, position);
  const [stays, goes] = [readWhole(besides.slice(0, PARTS)), readWhole(besides.slice(PARTS))];
  if (stays === null || goes === null) throw new Refusal("not_found");
  mayMerge(command, stays, goes);
  const decided = decide(stays, goes, setup);
  const { now, changes, projects, bans, dropped } = decided;
  const merged = inverseOf(stays, goes, decided);
  const alsoCalled = [...stays.alsoCalled, ...merged.names];
  const at = fresh.now();
  return apply(command, row, {
    guards: [
      ...stillInReach(actor, row),
      ...stillInReach(actor, goes.row),
      setupIs(actor.workspace, setup.version),
      sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${actor.workspace} AND id = ${other} AND version = ${goes.row.version} AND merged_into IS NULL)`,
    ],
    writes: [
      ...(changes.length === 0 ? [] : fieldWrites(command, row, now, changes, setup, {})),
      ...dropped.flatMap((one) => drop({ ...command, lead: one.lead }, one, at)),
      ...moved(command, merged, other, id, row.owner),
      ...projects.map(({ project, interest, note, at: since }) =>
        shard.insert(leadProject).values({ workspaceId: actor.workspace, lead: id, project, interest, note, at: since }),
      ),
      ...valueRows(shard, actor.workspace, id, looksUp(projects), row.submittedAt),
      forgetIdentities(shard, actor.workspace, other),
      ...gainIdentities(shard, actor.workspace, id, goes.held),
      claimFree(shard, actor.workspace, id),
      shard
        .update(lead)
        .set({
          ...clocks(command),
          projects: projectsOf(actor.workspace, id),
          bans: [...bans],
          noContact: channelsOf(bans),
          sameAs: merged.sameAs.whileIs,
          alsoCalled,
          edited: [...stays.edited, ...merged.edited],
          lastActivityAt: at,
          version: row.version + 1,
        })
        .where(isLead(actor.workspace, id)),
      ...putAway(theirs, goes.row, { archivedAt: at, mergedInto: id }, at),
      told(shard, actor.workspace, id, at, actor.person, { kind: "merged", name: goes.row.name, went: false, on: true }, fresh),
      told(shard, actor.workspace, other, at, actor.person, { kind: "merged", went: true, on: true }, fresh),
      searched(
        shard,
        actor.workspace,
        row,
        new Map([...readBeside(stays.standing), ...readBeside(goes.standing), [ALSO_CALLED, alsoCalled.join(" ")]]),
      ),
      noneBanned(command),
    ],
    fields: [...changes.map(({ field }) => field), ...GOING_OVER],
    after: row,
    act: "lead.merged",
    detail: { other, fields: changes.map(({ field }) => field) },
    also: [whatBecameOf(goes.row, true, "lead.merged_into", { other: id })],
    inverse: {
      ...(changes.length > 0 && { fields: Object.fromEntries(changes.map(({ field, from, to }) => [field, { to: from, whileIs: to }])) }),
      ...(decided.identities.length > 0 && { identities: decided.identities }),
      ...(bans.length > stays.bans.length && { bans: { to: stays.bans, whileIs: bans } }),
      ...droppedOf(id, dropped),
      // Last: what is set back before it is set back in the lead that it was done to.
      merged,
    },
  });
}

/** PM1, PV2: both are theirs to write into, and whole; a test is nobody's. */
function mayMerge({ actor, lead: id }: Command, stays: Whole, goes: Whole): void {
  if (!can(actor, "lead.read", visibilityOf(goes.row))) throw new Refusal("not_found");
  if (goes.row.id === id) throw new Refusal("invalid_input", { field: "other", why: "same" });
  if (!can(actor, "lead.archive", visibilityOf(goes.row))) throw new Refusal("not_allowed");
  if ([stays, goes].some(({ row }) => maskedFor(actor, row).length > 0)) throw new Refusal("not_allowed");
  if (goes.mergedInto !== null || stays.mergedInto !== null) throw new Refusal("invalid_input", { field: "other", why: "merged" });
  if (goes.row.isTest !== stays.row.isTest) throw new Refusal("invalid_input", { field: "other", why: "test" });
  // ST2: all of them go by one act, and nothing else with them.
  if ([stays, goes].some(({ submissions }) => submissions.some((source) => source.startsWith(SAMPLE_SOURCE))))
    throw new Refusal("invalid_input", { field: "other", why: "sample" });
}

/** What the one that stays has then. Throws a Refusal where that is more than one lead has. */
function decide(stays: Whole, goes: Whole, setup: Setup) {
  const now: Plain = plainOf(stays.row, stays.contacts);
  const changes = gained(now, stays.row.stage, plainOf(goes.row, goes.contacts), setup);
  const projects = goes.projects.filter(({ project }) => !stays.projects.some((one) => one.project === project));
  if (stays.projects.length + projects.length > MAX_PROJECTS) throw new Refusal("invalid_input", { field: "projects", why: "many" });
  const bans = [...stays.bans, ...goes.bans.filter(({ channel }) => !stays.bans.some((one) => one.channel === channel))];
  const open = [...stays.followUps, ...goes.followUps].filter(({ state }) => state === "open");
  // DN1: what was to be done by a channel that either of them asked not to be reached by.
  const dropped = open.filter((one) => isBanned(channelsOf(bans), one.way));
  const known = stays.followUps.map(({ id }) => id);
  if (goes.followUps.some(({ id }) => known.includes(id))) throw new Refusal("invalid_input", { field: "followUps", why: "same" });
  if (open.length - dropped.length > MAX_OPEN) throw new Refusal("invalid_input", { field: "followUps", why: "too_many" });
  return {
    now,
    changes,
    projects,
    bans,
    dropped,
    identities: goes.held.filter((one) => claimOn(stays.held, one) === undefined).map(({ kind, value }) => ({ kind, value })),
    // ED1: what a person decided about stays decided.
    edited: goes.edited.filter(
      (field) => !stays.edited.includes(field) && (field === "projects" || changes.some((one) => one.field === field)),
    ),
  };
}

function inverseOf(stays: Whole, goes: Whole, { dropped, projects, edited }: ReturnType<typeof decide>): Merged {
  const { id, n, name, version, owner, team, archivedAt } = goes.row;
  const { sameAs } = stays.row;
  // Nobody may be the same person as oneself.
  const own = stays.alike === id ? null : sameAs;
  return {
    lead: id,
    n,
    names: [name, ...goes.alsoCalled],
    version: version + 1,
    place: { owner, team, archivedAt },
    entries: goes.entries,
    submissions: goes.submissions,
    followUps: goes.followUps.map((one) => one.id),
    own: stays.followUps.map((one) => one.id),
    dropped: dropped.filter((one) => one.lead === id),
    projects: projects.map(({ project, interest, note }) => ({ project, interest, note })),
    held: goes.held,
    edited,
    sameAs: { to: sameAs, whileIs: own ?? (goes.alike === stays.row.id ? null : goes.alike) },
  };
}

/** Of the one that stays; the other's is set back where the other is. */
function droppedOf(id: string, dropped: readonly FollowUp[]): Pick<Inverse, "followUps"> {
  const own = dropped.filter((one) => one.lead === id);
  return own.length === 0 ? {} : { followUps: own.map((one) => ({ id: one.id, to: one, version: one.version + 1 })) };
}

function drop(command: Command, one: FollowUp, at: number): Statement[] {
  const after = afterChange(one, { act: "drop", mutation: command.mutation, version: one.version }, command.actor.person, at);
  return [overwrite(command, after, at), say(command, after, "dropped", at)];
}

/** A lead with everything that a merging decides about. */
interface Whole {
  readonly row: LeadRow;
  readonly contacts: readonly Contact[];
  readonly edited: readonly string[];
  readonly bans: readonly Ban[];
  readonly mergedInto: string | null;
  readonly alsoCalled: readonly string[];
  /** Whom it may be the same person as, as that lead is called by now. */
  readonly alike: string | null;
  readonly held: readonly Held[];
  readonly followUps: readonly FollowUp[];
  readonly projects: readonly (LeadProject & { readonly at: number })[];
  readonly standing: unknown;
  /** Ids of the story's entries, and sources of the forms, that go over. */
  readonly entries: readonly string[];
  readonly submissions: readonly string[];
}

/** How many statements read one. */
const PARTS = 7;

function wholeOf(command: Command): Statement[] {
  const { shard, actor, lead: id } = command;
  const { contacts, edited, bans, mergedInto, alsoCalled } = lead;
  return [
    shard
      .select({
        ...rowColumns,
        contacts,
        edited,
        bans,
        mergedInto,
        alsoCalled,
        alike: becomeOf(actor.workspace, sql`${lead.sameAs}`).as("alike"),
      })
      .from(lead)
      .where(isLead(actor.workspace, id)),
    heldBy(shard, actor.workspace, sql`${id}`),
    shard
      .select(followUpColumns)
      .from(followUp)
      .where(and(eq(followUp.workspaceId, actor.workspace), eq(followUp.lead, id))),
    shard
      .select({ project: leadProject.project, interest: leadProject.interest, note: leadProject.note, at: leadProject.at })
      .from(leadProject)
      .where(and(eq(leadProject.workspaceId, actor.workspace), eq(leadProject.lead, id)))
      .orderBy(leadProject.at),
    standingBeside(command),
    shard
      .select({ id: timeline.id })
      .from(timeline)
      .where(
        and(
          eq(timeline.workspaceId, actor.workspace),
          eq(timeline.lead, id),
          sql`${timeline.data} ->> 'kind' IN (SELECT value FROM json_each(${JSON.stringify(GOES_OVER)}))`,
        ),
      ),
    shard
      .select({ source: submission.source })
      .from(submission)
      .where(and(eq(submission.workspaceId, actor.workspace), eq(submission.lead, id))),
  ];
}

function readWhole(read: readonly unknown[]): Whole | null {
  const [rows, held, followUps, projects, standing, entries, forms] = read as [
    (LeadRow & Pick<Whole, "contacts" | "edited" | "bans" | "mergedInto" | "alsoCalled" | "alike">)[],
    Whole["held"],
    Whole["followUps"],
    Whole["projects"],
    unknown,
    { id: string }[],
    { source: string }[],
  ];
  const [found] = rows;
  if (found === undefined) return null;
  const { contacts, edited, bans, mergedInto, alsoCalled, alike, ...row } = found;
  return {
    row,
    contacts,
    edited,
    bans,
    mergedInto,
    alsoCalled,
    alike,
    held,
    followUps,
    projects,
    standing,
    entries: entries.map(({ id }) => id),
    submissions: forms.map(({ source }) => source),
  };
}
