import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { answersWithout } from "../../domain/answers.ts";
import type { LeadDetail, SubmissionRow } from "../../domain/api.ts";
import { isLinkKept, type LeadRow, rowFor, visibilityOf } from "../../domain/lead.ts";
import { type Actor, can, maskedFor } from "../../domain/rights.ts";
import { notesWithout, storyWithout, type TimelineEntry } from "../../domain/story.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { followUp, lead, leadProject, submission } from "./schema/workspace.ts";
import { STORY_PAGE, timelineOf } from "./story.ts";

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
  page: lead.page,
  adSet: lead.adSet,
  ad: lead.ad,
  projects: lead.projects,
  tags: lead.tags,
  reachedAt: lead.reachedAt,
  againAt: lead.againAt,
  nextFollowUpAt: lead.nextFollowUpAt,
  closedAt: lead.closedAt,
  value: lead.value,
  lostReason: lead.lostReason,
  noContact: lead.noContact,
  custom: lead.custom,
};

/** More leads do not go into each other one by one; a statement has an end. */
const MOST_STEPS = 100;

/** LM1: the lead that has by now what was that one's: itself, or the one that it went into, and that one since. */
export function becomeOf(workspaceId: string, id: SQL): SQL<string | null> {
  return sql`(WITH RECURSIVE became(id, nth) AS (SELECT ${id}, 0 UNION ALL SELECT one.merged_into, nth + 1 FROM became JOIN lead AS one
    ON one.workspace_id = ${workspaceId} AND one.id = became.id WHERE one.merged_into IS NOT NULL AND nth < ${MOST_STEPS}) SELECT id FROM became ORDER BY nth DESC LIMIT 1)`;
}

export function isLead(workspaceId: string, id: string): SQL | undefined {
  return and(eq(lead.workspaceId, workspaceId), eq(lead.id, id));
}

/** An open lead, or null where this person may not see it. One round trip. */
export async function readLead(shard: Shard, actor: Actor, id: string): Promise<LeadDetail | null> {
  const twin = becomeOf(actor.workspace, sql`(SELECT same_as FROM lead WHERE workspace_id = ${actor.workspace} AND id = ${id})`);
  const [position, rows, twins, wholes, submissions, entries, aside, projects, followUps] = (await batch(shard, [
    positionOf(shard, actor.workspace),
    shard.select(rowColumns).from(lead).where(isLead(actor.workspace, id)),
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(eq(lead.workspaceId, actor.workspace), eq(lead.id, twin))),
    shard
      .select(rowColumns)
      .from(lead)
      .where(and(eq(lead.workspaceId, actor.workspace), eq(lead.id, becomeOf(actor.workspace, sql`${id}`)))),
    submissionsOf(shard, actor.workspace, id),
    timelineOf(shard, actor.workspace, id),
    shard.select({ contacts: lead.contacts, bans: lead.bans, mergedInto: lead.mergedInto }).from(lead).where(isLead(actor.workspace, id)),
    projectsOf(shard, actor.workspace, id),
    followUpsOf(shard, actor.workspace, id),
  ])) as [
    unknown,
    LeadRow[],
    LeadRow[],
    LeadRow[],
    SubmissionRow[],
    TimelineEntry[],
    { contacts: LeadDetail["contacts"]; bans: LeadDetail["bans"]; mergedInto: string | null }[],
    LeadDetail["projects"],
    LeadDetail["followUps"],
  ];
  const row = rows[0];
  if (row === undefined || !can(actor, "lead.read", visibilityOf(row))) return null;
  const masked = maskedFor(actor, row);
  const seen = (others: readonly LeadRow[]) => others.find((other) => other.id !== row.id && can(actor, "lead.read", visibilityOf(other)));
  const went = aside[0]?.mergedInto != null;
  const same = went || isLinkKept(actor) ? undefined : seen(twins);
  const into = seen(wholes);
  // PV2: who sees all of both learns nothing by it.
  const named = into !== undefined && masked.length === 0 && maskedFor(actor, into).length === 0;
  return {
    row: rowFor(actor, row),
    position: readPosition(position),
    submissions: submissions.map((one) => ({ ...one, answers: answersWithout(masked, one.answers) })),
    timeline: storyWithout(masked, entries.slice(0, STORY_PAGE)),
    more: entries.length > STORY_PAGE,
    contacts: (aside[0]?.contacts ?? []).filter((one) => !masked.includes(one.kind)),
    projects: notesWithout(masked, projects),
    followUps: notesWithout(masked, followUps),
    bans: notesWithout(masked, aside[0]?.bans ?? []),
    sameAs: same === undefined ? null : { id: same.id, name: same.name, owner: same.owner },
    mergedInto: went ? { lead: named ? { id: into.id, name: into.name } : null } : null,
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

/** The open ones first, the soonest first; then what is over, the last first. */
function followUpsOf(shard: Shard, workspaceId: string, id: string): Statement {
  return shard
    .select(followUpColumns)
    .from(followUp)
    .where(and(eq(followUp.workspaceId, workspaceId), eq(followUp.lead, id)))
    .orderBy(sql`${followUp.state} <> 'open'`, sql`iif(${followUp.state} = 'open', ${followUp.dueAt}, -${followUp.dueAt})`)
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
