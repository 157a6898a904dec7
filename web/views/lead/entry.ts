import type { SubmissionRow } from "../../../domain/api.ts";
import type { Bannable } from "../../../domain/lead.ts";
import type { TimelineData, TimelineEntry } from "../../../domain/story.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Words } from "../../words/index.ts";
import { reasonWords } from "../reason.ts";
import { nameOf, type Stages } from "../stages.ts";
import { atWords, wayWords } from "./followups/due.ts";
import { worthWords } from "./story/values.ts";

type Told<K extends TimelineData["kind"]> = Extract<TimelineData, { kind: K }>;

/** What the words for an entry are made of. */
export interface Telling {
  readonly words: Pick<Words, "t" | "locale" | "format">;
  readonly directory: Workspace["directory"];
  readonly stages: Pick<Stages, "name">;
  readonly submissions: readonly SubmissionRow[];
  readonly now: number;
}

/** One thing that happened: what, beneath it who did it or why it came about, and what was said. */
export interface EntryWords {
  readonly what: string;
  readonly how: string | null;
  readonly said?: string;
}

/** `of`: of what a withdrawal tells, as far as that was read. Notes and edits of fields have a look of their own. */
export function entryWords(telling: Telling, entry: TimelineEntry, of: "attempt" | "note" | null = null): EntryWords {
  const { data } = entry;
  const { t } = telling.words;
  const how = byWords(telling, entry.actor);
  switch (data.kind) {
    case "submission":
      return { what: submissionWords(telling, data), how };
    case "created":
      return { what: t("story.what.created"), how };
    case "assignment":
      return assignmentWords(telling, data, how);
    case "stage":
      return stageWords(telling, data, how);
    case "attempt":
      return { what: attemptWords(telling, data), how, ...said(data.text) };
    case "withdrawn":
      return { what: t(of === "note" ? "story.what.withdrawnNote" : `story.what.${data.off ? "attemptAgain" : "withdrawnAttempt"}`), how };
    case "project":
      return projectWords(telling, data, how);
    case "follow_up":
      return followUpWords(telling, data, how);
    case "no_contact": {
      const channels = channelList(telling, data.channels);
      return { what: t(data.on ? "story.what.noContact" : "story.what.contactAgain", { channels }), how, ...said(data.note) };
    }
    case "archived":
      return { what: t(data.on ? "story.what.archived" : "story.what.restored"), how };
    case "merged":
      return { what: mergedWords(telling, data), how };
    case "note":
    case "rewritten":
      return { what: data.text, how };
    case "fields":
      return { what: t("story.what.fields", { n: data.changes.length }), how };
  }
}

export function byWords(telling: Pick<Telling, "words" | "directory">, actor: string | null): string | null {
  return actor === null ? null : telling.words.t("story.by", { name: personWords(telling, actor) });
}

export function personWords({ words, directory }: Pick<Telling, "words" | "directory">, id: string | null): string {
  return directory.member(id)?.name ?? words.t("timeline.somebody");
}

export function attemptWords({ words: { t } }: Pick<Telling, "words">, { channel, outcome, way }: Told<"attempt">): string {
  return t(way === "in" ? `story.theyReached.${channel}` : `story.attempt.${channel}.${outcome}`);
}

function submissionWords({ words: { t }, directory, submissions }: Telling, data: Told<"submission">): string {
  const sent = submissions.find((one) => one.id === data.submission);
  if (sent?.via === "import") return t("story.what.imported");
  const form = sent?.formName ?? directory.form(data.form)?.name;
  if (form === undefined) return t(data.repeat ? "story.what.repeatPlain" : "story.what.submissionPlain");
  return t(data.repeat ? "story.what.repeat" : "story.what.submission", { form });
}

function assignmentWords(telling: Telling, { from, to, reason, team }: Told<"assignment">, by: string | null): EntryWords {
  const { words, directory } = telling;
  const name = (id: string) => personWords(telling, id);
  const how = reason.code === "by_hand" ? by : reasonWords(words.t, reason, directory, to);
  const named = team == null ? undefined : directory.team(team)?.name;
  if (to === null && named !== undefined)
    return {
      what:
        from === null ? words.t("story.what.toTeam", { team: named }) : words.t("story.what.fromToTeam", { from: name(from), team: named }),
      how,
    };
  if (to === null && from === null && team === null) return { what: words.t("story.what.outOfTeam"), how };
  if (to === null)
    return { what: from === null ? words.t("story.what.arrivedUnassigned") : words.t("story.what.unassigned", { from: name(from) }), how };
  if (from === null) return { what: words.t("story.what.assigned", { name: name(to) }), how };
  return { what: words.t("story.what.reassigned", { from: name(from), to: name(to) }), how };
}

function stageWords({ words, directory, stages }: Telling, data: Told<"stage">, how: string | null): EntryWords {
  const { from, to, lostReason, value } = data;
  const reason = directory.setup().lostReasons.find((one) => one.id === lostReason);
  const closing = [
    ...(lostReason == null ? [] : [nameOf(words.t, "lostReason", reason, lostReason)]),
    ...(value == null ? [] : [worthWords(words, directory, value)]),
  ];
  // The same stage, told again with other words about how it ended.
  const what = from === to ? words.t("story.what.closing") : words.t("story.what.stage", { from: stages.name(from), to: stages.name(to) });
  return { what, how, ...said(closing.join(" · ")) };
}

function projectWords({ words: { t }, directory }: Telling, { project, from, to }: Told<"project">, how: string | null): EntryWords {
  const name = directory.project(project)?.name ?? t("story.what.someProject");
  const what = t(to === null ? "story.what.projectRemoved" : from === null ? "story.what.projectAdded" : "story.what.projectChanged", {
    project: name,
  });
  const told =
    to === null ? [] : [...(to.interest === null ? [] : [t(`fields.project.interests.${to.interest}`)]), ...(to.note ? [to.note] : [])];
  return { what, how, ...said(told.join(" · ")) };
}

function followUpWords(telling: Telling, { act, way, due, note }: Told<"follow_up">, how: string | null): EntryWords {
  const { words, now, directory } = telling;
  const zone = directory.workspace()?.settings.timeZone ?? "UTC";
  const when = atWords({ t: words.t, format: words.format(), now, zone }, due);
  return { what: words.t(`story.followUp.${act}`, { way: wayWords(words.t, way), when }), how, ...said(note) };
}

function mergedWords({ words: { t } }: Telling, { name, went, on }: Told<"merged">): string {
  if (went) return t(on ? "story.what.wentInto" : "story.what.apartAgain");
  return t(on ? "story.what.cameInto" : "story.what.apart", { name: name || t("leads.noName") });
}

function channelList({ words: { t, format } }: Telling, channels: readonly Bannable[]): string {
  return format().list(channels.map((channel) => t(`story.channel.${channel}`)));
}

function said(text: string | null | undefined): { readonly said?: string } {
  return text === null || text === undefined || text === "" ? {} : { said: text };
}
