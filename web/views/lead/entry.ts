import type { SubmissionRow } from "../../../domain/api.ts";
import type { TimelineEntry } from "../../../domain/story.ts";
import type { Directory } from "../../store/directory.ts";
import type { Translate } from "../../words/index.ts";
import type { Stages } from "../stages.ts";
import { reasonWords } from "../reason.ts";

type Names = Pick<Directory, "member" | "rule" | "form">;

/** One thing that happened: what, and beneath it who did it or why it came about. */
interface EntryWords {
  readonly what: string;
  readonly how: string | null;
}

export function entryWords(
  t: Translate,
  entry: TimelineEntry,
  submissions: readonly SubmissionRow[],
  directory: Names,
  stages: Pick<Stages, "name">,
): EntryWords {
  const { data } = entry;
  const name = (id: string | null) => directory.member(id)?.name ?? t("timeline.somebody");
  const by = entry.actor === null ? null : t("timeline.by", { name: name(entry.actor) });
  switch (data.kind) {
    case "submission": {
      const sent = submissions.find((one) => one.id === data.submission);
      const form = sent?.formName ?? directory.form(data.form)?.name;
      if (form === undefined) return { what: t(data.repeat ? "timeline.repeatPlain" : "timeline.submissionPlain"), how: by };
      return { what: t(data.repeat ? "timeline.repeat" : "timeline.submission", { form }), how: by };
    }
    case "assignment": {
      const { from, to, reason } = data;
      const how = reason.code === "by_hand" ? by : reasonWords(t, reason, directory, to);
      if (to === null)
        return { what: from === null ? t("timeline.arrivedUnassigned") : t("timeline.unassigned", { from: name(from) }), how };
      if (from === null) return { what: t("timeline.assigned", { name: name(to) }), how };
      return { what: t("timeline.reassigned", { from: name(from), to: name(to) }), how };
    }
    case "stage":
      return { what: t("timeline.stage", { from: stages.name(data.from), to: stages.name(data.to) }), how: by };
    case "attempt":
      return { what: t(`timeline.attempt.${data.channel}.${data.outcome}`), how: by };
    case "withdrawn":
      return { what: t("timeline.withdrawn"), how: by };
    default:
      return { what: data.kind, how: by };
  }
}
