import { sql } from "drizzle-orm";
import { Refusal } from "../../domain/errors.ts";
import { namingField } from "../../domain/notice.ts";
import type { TimelineData } from "../../domain/story.ts";
import { answer, apply, type Changed, type Command, read, runAgain } from "./commands.ts";
import type { Statement } from "./database.ts";
import { noticedMentions } from "./notices.ts";
import { aroundNotes, FIELDS, marked, readAround } from "./notes.ts";
import { timeline } from "./schema/workspace.ts";
import { inStory } from "./story.ts";

/** What somebody was writing when a lead was taken from them is of use for a day. */
const WITHIN_MS = 24 * 3_600_000;

interface Lost {
  /** The assignment that took it from them. */
  readonly id: string;
  readonly from: string;
  readonly at: number;
  readonly said: number;
}

/**
 * ST1: whoever had a lead last leaves one note for who has it now. They need not see it any more, so that whatever speaks against it is
 * told as if there were no such lead, and the answer says nothing of it.
 */
export function handOver(command: Command, text: string): Promise<Changed> {
  const { shard, actor, fresh } = command;
  const { workspace, person } = actor;
  return runAgain(async () => {
    const beside = [aroundNotes(command, []), lastLost(command)];
    const { row, repeated, position, besides } = await read(command, sql`${command.lead}`, null, beside);
    if (row === undefined || (repeated !== null && repeated !== command.lead)) throw new Refusal("not_found");
    if (repeated !== null) return answer(command, row, position);
    const [lost] = besides[1] as Lost[];
    const at = fresh.now();
    const theirs = lost !== undefined && lost.from === person && lost.said === 0 && at - lost.at < WITHIN_MS;
    if (!theirs || row.owner === person || row.archivedAt != null) throw new Refusal("not_found");
    const entry = fresh.id();
    const mentions = row.owner === null ? [] : [row.owner];
    const data: TimelineData = { kind: "note", text, mentions, handover: true };
    return apply(command, row, {
      guards: [sql`(SELECT id FROM assignment WHERE ${inStory(command)} AND from_id IS NOT NULL ORDER BY id DESC LIMIT 1) = ${lost.id}`],
      writes: [
        shard.insert(timeline).values({ workspaceId: workspace, lead: row.id, id: entry, at, actor: person, data }),
        ...marked(command, row, at, new Map([...readAround(besides[0]).standing, [entry, text]])),
        ...noticedMentions(shard, workspace, row.id, { entry, by: person, mentions }, fresh),
      ],
      fields: [...FIELDS, ...mentions.map(namingField)],
      after: row,
      act: "lead.handed_over",
      detail: { entry, to: row.owner },
      // It is another's lead: whoever handed it over takes nothing back from it.
      inverse: null,
    });
  });
}

/** When the lead was last taken from somebody, from whom, and how many notes they left since. */
function lastLost(command: Command): Statement {
  return command.shard.all(sql`SELECT id, from_id AS "from", at, (SELECT count(*) FROM timeline WHERE ${inStory(command)}
      AND id > assignment.id AND actor = from_id AND data ->> 'handover' = 1) AS said
    FROM assignment WHERE ${inStory(command)} AND from_id IS NOT NULL ORDER BY id DESC LIMIT 1`);
}
