import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import { answersWithout } from "../../domain/answers.ts";
import type { LeadDetail, LeadsPage, SubmissionRow } from "../../domain/api.ts";
import { type LeadRow, newestFirst, rowFor, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, maskedFor, reachOf } from "../../domain/rights.ts";
import { storyWithout, type TimelineEntry } from "../../domain/story.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { followUp, lead, leadProject, submission, timeline, WAITING } from "./schema/workspace.ts";

/** The columns of a row on the wire. */
export const rowColumns = {
  id: lead.id,
  n: lead.n,
  version: lead.version,
  name: lead.name,
  phone: lead.phone,
  email: lead.email,
  stage: lead.stage,
  owner: lead.owner,
  team: lead.team,
  form: lead.form,
  source: lead.source,
  isTest: lead.isTest,
  submittedAt: lead.submittedAt,
  amberAt: lead.amberAt,
  redAt: lead.redAt,
  firstAttemptAt: lead.firstAttemptAt,
  lastActivityAt: lead.lastActivityAt,
  archivedAt: lead.archivedAt,
  sameAs: lead.sameAs,
  reason: lead.reason,
  company: lead.company,
  city: lead.city,
  language: lead.language,
  priority: lead.priority,
  campaign: lead.campaign,
  projects: lead.projects,
  tags: lead.tags,
  reachedAt: lead.reachedAt,
  nextFollowUpAt: lead.nextFollowUpAt,
  closedAt: lead.closedAt,
  value: lead.value,
  lostReason: lead.lostReason,
  noContact: lead.noContact,
  custom: lead.custom,
};

/** D1 takes so many terms in a compound SELECT. */
const TERMS = 5;

/**
 * The index ranges that together hold exactly the leads this person may see, in groups whose ranges share no lead; a manager's groups
 * may overlap. Reading one wide index and throwing rows away would read without end for somebody who sees little.
 */
function sightRanges(actor: Actor, owner: string | "none" | undefined): SQL[][] {
  const here = eq(lead.workspaceId, actor.workspace);
  const owned = (id: string | null) => and(here, id === null ? isNull(lead.owner) : eq(lead.owner, id));
  const some = (...conditions: (SQL | undefined)[]) => conditions.filter((condition) => condition !== undefined);
  const reach = reachOf(actor, "lead.read");
  if (owner !== undefined) {
    const id = owner === "none" ? null : owner;
    const visible = can(actor, "lead.read", { owner: id, team: null, unclaimed: id === null, archived: false });
    if (visible) return [some(owned(id))];
    return reach === "team" ? inGroups(actor.teams.map((team) => and(owned(id), eq(lead.team, team)))) : [];
  }
  if (reach === "none") return [];
  if (reach === "all") return [some(here)];
  const own = owned(actor.person);
  if (reach === "own") return [some(own, actor.agentsSeeUnclaimed ? owned(null) : undefined)];
  return [some(own, owned(null)), ...inGroups(actor.teams.map((team) => and(here, eq(lead.team, team))))];

  function inGroups(ranges: readonly (SQL | undefined)[]): SQL[][] {
    return Array.from({ length: Math.ceil(ranges.length / TERMS) }, (_, n) => some(...ranges.slice(n * TERMS, (n + 1) * TERMS)));
  }
}

/** A group's newest leads: its ranges are merged as they are read, so that a page of many costs a page of one and a row for each other. */
function newestOf(shard: Shard, ranges: readonly SQL[], before: SQL | undefined, limit: number): Statement[] {
  const order = [desc(lead.submittedAt), desc(lead.n)];
  const [first, second, ...others] = ranges.map((range) =>
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(range, isNull(lead.archivedAt), before)),
  );
  if (first === undefined) return [];
  return [(second === undefined ? first : unionAll(first, second, ...others)).orderBy(...order).limit(limit)];
}

/** One page of the leads in sight, newest first, read at `position`. `after` is a cursor `submittedAt.n`. */
export async function readLeads(
  shard: Shard,
  actor: Actor,
  query: { readonly after?: string | undefined; readonly limit: number; readonly owner?: string | undefined },
): Promise<LeadsPage> {
  const [at, n] = query.after === undefined ? [] : query.after.split(".").map(Number);
  const before = at === undefined || n === undefined ? undefined : sql`(${lead.submittedAt}, ${lead.n}) < (${at}, ${n})`;
  const pages = sightRanges(actor, query.owner).flatMap((ranges) => newestOf(shard, ranges, before, query.limit));
  const [position, ...found] = await batch(shard, [positionOf(shard, actor.workspace), ...pages]);
  const seen = new Map((found as LeadRow[][]).flat().map((row) => [row.n, row]));
  const rows = [...seen.values()]
    .sort(newestFirst)
    .slice(0, query.limit)
    .map((row) => rowFor(actor, row));
  const last = rows.at(-1);
  return {
    position: readPosition(position),
    rows,
    next: rows.length < query.limit || last === undefined ? null : `${last.submittedAt}.${last.n}`,
  };
}

/** Shown as "1,000+" past this (house budget: counts other than the kept ones stop here). */
const COUNT_LIMIT = 1000;

type Waiting = { count: number; oldest: number | null };

/** Leads in sight that nobody has tried to reach. */
export async function readWaiting(shard: Shard, actor: Actor): Promise<Waiting> {
  const found = (await batch(
    shard,
    waitingParts(actor).map((part) => shard.all(part)),
  )) as Waiting[][];
  const parts = found.flat();
  const oldest = parts.flatMap((part) => part.oldest ?? []);
  return {
    count: Math.min(
      COUNT_LIMIT,
      parts.reduce((sum, part) => sum + part.count, 0),
    ),
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** The index named here holds waiting leads only: any other would read a workspace's whole past to find the few. */
const WAITING_LEADS = sql`lead INDEXED BY lead_waiting WHERE ${WAITING}`;

/** What a person sees waiting, in parts that share no lead. */
function waitingParts(actor: Actor): SQL[] {
  const here = sql`workspace_id = ${actor.workspace}`;
  const ofOne = (owner: string | null) => sql`SELECT count(*) AS count, min(submitted_at) AS oldest FROM
    (SELECT submitted_at FROM ${WAITING_LEADS} AND ${here} AND owner_id IS ${owner} ORDER BY submitted_at LIMIT ${COUNT_LIMIT})`;
  // The index is in order of time for one owner only: the oldest of all is the oldest of each one's first.
  const ofOthers = (which: SQL) => sql`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM ${WAITING_LEADS} AND ${here} AND owner_id > '' AND ${which} LIMIT ${COUNT_LIMIT})) AS count,
    (SELECT min(first) FROM (SELECT (SELECT min(submitted_at) FROM ${WAITING_LEADS} AND ${here} AND owner_id = person_id AND ${which}) AS first
      FROM member WHERE ${here})) AS oldest`;
  const teams = sql`team_id IN (SELECT value FROM json_each(${JSON.stringify(actor.teams)}))`;
  switch (reachOf(actor, "lead.read")) {
    case "all":
      return [ofOne(null), ofOthers(sql`true`)];
    case "team":
      return [ofOne(actor.person), ofOne(null), ofOthers(sql`owner_id <> ${actor.person} AND ${teams}`)];
    case "none":
      return [];
    case "own":
      return [ofOne(actor.person), ...(actor.agentsSeeUnclaimed ? [ofOne(null)] : [])];
  }
}

export function isLead(workspaceId: string, id: string): SQL | undefined {
  return and(eq(lead.workspaceId, workspaceId), eq(lead.id, id));
}

const TIMELINE_PAGE = 100;

/** An open lead, or null where this person may not see it. One round trip. */
export async function readLead(shard: Shard, actor: Actor, id: string): Promise<LeadDetail | null> {
  const twin = sql`(SELECT same_as FROM lead WHERE workspace_id = ${actor.workspace} AND id = ${id})`;
  const [position, rows, twins, submissions, entries, aside, projects, followUps] = (await batch(shard, [
    positionOf(shard, actor.workspace),
    shard.select(rowColumns).from(lead).where(isLead(actor.workspace, id)),
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(eq(lead.workspaceId, actor.workspace), eq(lead.id, twin))),
    submissionsOf(shard, actor.workspace, id),
    timelineOf(shard, actor.workspace, id),
    shard.select({ contacts: lead.contacts, bans: lead.bans }).from(lead).where(isLead(actor.workspace, id)),
    projectsOf(shard, actor.workspace, id),
    followUpsOf(shard, actor.workspace, id),
  ])) as [
    unknown,
    LeadRow[],
    LeadRow[],
    SubmissionRow[],
    TimelineEntry[],
    { contacts: LeadDetail["contacts"]; bans: LeadDetail["bans"] }[],
    LeadDetail["projects"],
    LeadDetail["followUps"],
  ];
  const row = rows[0];
  if (row === undefined || !can(actor, "lead.read", visibilityOf(row))) return null;
  const same = twins.find((other) => can(actor, "lead.read", visibilityOf(other)));
  const masked = maskedFor(actor, row);
  return {
    row: rowFor(actor, row),
    position: readPosition(position),
    submissions: submissions.map((one) => ({ ...one, answers: answersWithout(masked, one.answers) })),
    timeline: storyWithout(masked, entries.slice(0, TIMELINE_PAGE)),
    more: entries.length > TIMELINE_PAGE,
    contacts: (aside[0]?.contacts ?? []).filter((one) => !masked.includes(one.kind)),
    projects,
    followUps,
    bans: aside[0]?.bans ?? [],
    sameAs: same === undefined ? null : { id: same.id, name: same.name, owner: same.owner },
  };
}

function projectsOf(shard: Shard, workspaceId: string, id: string): Statement {
  return shard
    .select({ project: leadProject.project, interest: leadProject.interest, note: leadProject.note })
    .from(leadProject)
    .where(and(eq(leadProject.workspaceId, workspaceId), eq(leadProject.lead, id)))
    .orderBy(leadProject.at);
}

const FOLLOW_UPS = 100;

/** The open ones first, the soonest first. */
function followUpsOf(shard: Shard, workspaceId: string, id: string): Statement {
  return shard
    .select(followUpColumns)
    .from(followUp)
    .where(and(eq(followUp.workspaceId, workspaceId), eq(followUp.lead, id)))
    .orderBy(sql`${followUp.state} <> 'open'`, followUp.dueAt)
    .limit(FOLLOW_UPS);
}

/** A follow-up as it is told. */
export const followUpColumns = {
  id: followUp.id,
  lead: followUp.lead,
  person: followUp.person,
  way: followUp.way,
  note: followUp.note,
  dueAt: followUp.dueAt,
  remind: followUp.remind,
  repeats: followUp.repeats,
  state: followUp.state,
  doneAt: followUp.doneAt,
  createdBy: followUp.createdBy,
  createdAt: followUp.createdAt,
  version: followUp.version,
};

function submissionsOf(shard: Shard, workspaceId: string, id: string): Statement {
  return shard
    .select(submissionColumns)
    .from(submission)
    .where(and(eq(submission.workspaceId, workspaceId), eq(submission.lead, id)))
    .orderBy(desc(submission.submittedAt));
}

function timelineOf(shard: Shard, workspaceId: string, id: string): Statement {
  return shard
    .select({ id: timeline.id, at: timeline.at, actor: timeline.actor, data: timeline.data })
    .from(timeline)
    .where(and(eq(timeline.workspaceId, workspaceId), eq(timeline.lead, id)))
    .orderBy(desc(timeline.id))
    .limit(TIMELINE_PAGE + 1);
}

const submissionColumns = {
  id: submission.id,
  submittedAt: submission.submittedAt,
  receivedAt: submission.receivedAt,
  form: submission.form,
  formName: submission.formName,
  page: submission.page,
  campaign: submission.campaign,
  adSet: submission.adSet,
  ad: submission.ad,
  platform: submission.platform,
  organic: submission.organic,
  via: submission.via,
  answers: submission.answers,
  consents: submission.consents,
};
