import { and, eq, type SQL, sql } from "drizzle-orm";
import type * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { afterChange } from "../../domain/due.ts";
import type { FollowUp } from "../../domain/followup.ts";
import type { Bannable, LeadRow } from "../../domain/lead.ts";
import { type Ban, bannedOf, channelsOf, isBanned, type noContactBody, notYetBanned } from "../../domain/nocontact.ts";
import { can } from "../../domain/rights.ts";
import type { TimelineData } from "../../domain/story.ts";
import { answer, apply, type Changed, type Command, leave, prepare, runAgain, stillInReach } from "./commands.ts";
import type { Statement } from "./database.ts";
import { leadSays, noneBanned, overwrite, say } from "./followups.ts";
import { followUpColumns, isLead } from "./leads.ts";
import { followUp, type Inverse, lead } from "./schema/workspace.ts";
import { told } from "./submissions.ts";
import type { Undoing } from "./undo.ts";

type Wish = Omit<v.InferOutput<typeof noContactBody>, "mutation">;

/**
 * DN1: sets "do not contact" for channels, or lifts it, whatever else happens to the lead meanwhile. What is so already stays as it was
 * first said. Lifting is for the privacy right, wherever the lead may be seen.
 */
export function setNoContact(command: Command, wish: Wish): Promise<Changed> {
  const { actor } = command;
  if (!wish.on && !can(actor, "privacy.handle")) throw new Refusal("not_allowed");
  return runAgain(async () => {
    const beside = [bansOf(command), openOf(command)];
    const { row, repeated, position, besides } = await prepare(command, wish.on ? "lead.edit" : "lead.read", null, beside);
    const [[held], open] = besides as [{ bans: Ban[] }[], FollowUp[]];
    const bans = held?.bans ?? [];
    const channels = (wish.on ? notYetBanned : bannedOf)(bans, wish.channels);
    if (repeated) return answer(command, row, position);
    if (channels.length === 0) return leave(command, row);
    return wish.on ? ban(command, row, wish, bans, channels, open) : lift(command, row, wish, bans, channels);
  });
}

function ban(
  command: Command,
  row: LeadRow,
  wish: Wish,
  before: readonly Ban[],
  channels: readonly Bannable[],
  open: readonly FollowUp[],
): Promise<Changed> {
  const { actor, fresh } = command;
  const at = fresh.now();
  const note = wish.note || null;
  const bans = [...before, ...channels.map((channel) => ({ channel, source: wish.source, note, at, by: actor.person }))];
  const dropped = open.filter(({ way }) => isBanned(channels, way));
  return apply(command, row, {
    guards: stillInReach(actor, row),
    writes: [
      ...written(command, row, bans, { kind: "no_contact", channels: [...channels], on: true, source: wish.source, note }),
      ...dropped.flatMap((one) => {
        const after = afterChange(one, { act: "drop", mutation: command.mutation, version: one.version }, actor.person, at);
        return [overwrite(command, after, at), say(command, after, "dropped", at)];
      }),
      leadSays(command, row, at),
    ],
    fields: FIELDS,
    after: row,
    act: "lead.no_contact_set",
    detail: { channels, source: wish.source, ...noted(note), ...(dropped.length > 0 && { entry: dropped.map(({ id }) => id) }) },
    inverse: {
      bans: { to: before, whileIs: bans },
      ...(dropped.length > 0 && { followUps: dropped.map((one) => ({ id: one.id, to: one, version: one.version + 1 })) }),
    },
  });
}

function lift(command: Command, row: LeadRow, wish: Wish, before: readonly Ban[], channels: readonly Bannable[]): Promise<Changed> {
  const { actor } = command;
  const note = wish.note || null;
  const bans = before.filter(({ channel }) => !channels.includes(channel));
  return apply(command, row, {
    guards: [...stillInReach(actor, row), stillHandlesPrivacy(command)],
    writes: written(command, row, bans, { kind: "no_contact", channels: [...channels], on: false, source: wish.source, note }),
    fields: FIELDS,
    after: row,
    act: "lead.no_contact_lifted",
    detail: { channels, source: wish.source, ...noted(note) },
    inverse: { bans: { to: before, whileIs: bans } },
  });
}

const FIELDS = ["noContact", "nextFollowUpAt", "lastActivityAt"];
/** What somebody wrote is in no audit record. */
const noted = (note: string | null) => (note === null ? {} : { fields: ["note"] });

/** The lead's bans, what its row says of them, and the story's entry. */
function written(command: Command, row: LeadRow, bans: readonly Ban[], entry: Extract<TimelineData, { kind: "no_contact" }>): Statement[] {
  const { shard, actor, fresh } = command;
  const at = fresh.now();
  return [
    shard
      .update(lead)
      .set({ bans: [...bans], noContact: channelsOf(bans), lastActivityAt: at, version: row.version + 1 })
      .where(isLead(actor.workspace, row.id)),
    told(shard, actor.workspace, row.id, at, actor.person, entry, fresh),
  ];
}

function bansOf({ shard, actor, lead: id }: Command): Statement {
  return shard.select({ bans: lead.bans }).from(lead).where(isLead(actor.workspace, id));
}

function openOf({ shard, actor, lead: id }: Command): Statement {
  return shard
    .select(followUpColumns)
    .from(followUp)
    .where(and(eq(followUp.workspaceId, actor.workspace), eq(followUp.lead, id), eq(followUp.state, "open")));
}

/** The right is given by name: a guard of its own, beside that of the role. */
function stillHandlesPrivacy({ actor }: Command): SQL {
  return sql`EXISTS (SELECT 1 FROM member, json_each(rights) WHERE workspace_id = ${actor.workspace} AND person_id = ${actor.person} AND value = 'privacy')`;
}

/**
 * The bans as they were, while they are as they were left. Within the time for undoing, whoever set one by mistake needs no privacy right;
 * one that is there again leaves nothing to be done by its channel, or it is not undone.
 */
export function undoBans(command: Command, row: LeadRow, { to, whileIs }: NonNullable<Inverse["bans"]>): Undoing {
  const [was, is] = [channelsOf(to), channelsOf(whileIs)];
  const on = was.length > is.length;
  const changed = on ? was.filter((one) => !is.includes(one)) : is.filter((one) => !was.includes(one));
  return {
    // Who lifts may do it on a lead that they only see, and so takes it back.
    capability: on && can(command.actor, "privacy.handle") ? "lead.read" : "lead.edit",
    stands: is.join() === (row.noContact ?? []).join(),
    guards: [
      sql`EXISTS (SELECT 1 FROM lead WHERE workspace_id = ${command.actor.workspace} AND id = ${row.id} AND json(bans) = json(${JSON.stringify(whileIs)}))`,
    ],
    writes: [
      ...written(command, row, to, { kind: "no_contact", channels: changed, on, source: null, note: null }),
      ...(on ? [noneBanned(command)] : []),
    ],
    fields: FIELDS,
    detail: { before: { channels: is }, after: { channels: was } },
  };
}
