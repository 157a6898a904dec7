import type { JSX } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { stageOf } from "../../../domain/setup.ts";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { atWords } from "./followups/due.ts";

/** When somebody first tried to reach them, when they were reached, and when it was won or lost: as much of it as there was. */
export function Contacted(props: { readonly row: LeadRow }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { directory } = useWorkspace();
  const now = useNow();
  const when = (at: number) =>
    atWords({ t, format: words.format(), now: now(), zone: directory.workspace()?.settings.timeZone ?? "UTC" }, at);
  const parts = () => {
    const { firstAttemptAt, reachedAt, closedAt, submittedAt, stage } = props.row;
    const kind = stageOf(directory.setup(), stage)?.kind;
    return [
      ...(firstAttemptAt === null
        ? []
        : [t("lead.tried", { time: words.format().clock(firstAttemptAt - submittedAt), when: when(firstAttemptAt) })]),
      ...(reachedAt == null ? [] : [t("lead.reached", { when: when(reachedAt) })]),
      ...(closedAt == null || kind === undefined || kind === "open" ? [] : [t(`lead.${kind}`, { when: when(closedAt) })]),
    ];
  };
  return <>{parts().join(" · ")}</>;
}
