import type { Accessor } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";

/** What is said beneath a field that somebody else changed while one types in it. */
export function useTheirs(lead: Accessor<string>): (now: string) => string {
  const workspace = useWorkspace();
  const { t } = useWords();
  /** The face at the row is there for two seconds; the words stay, so who it was is remembered. */
  const seen = new Map<string, string>();
  return (now) => {
    const by = workspace.directory.member(workspace.leads.changedBy(lead()) ?? null)?.name;
    if (by !== undefined) seen.set(now, by);
    const name = seen.get(now);
    const value = now;
    const told =
      name === undefined
        ? now === ""
          ? t("fields.theirsUnknownNothing")
          : t("fields.theirsUnknown", { value })
        : now === ""
          ? t("fields.theirsNothing", { name })
          : t("fields.theirs", { name, value });
    return `${told}. ${t("fields.keep")}`;
  };
}
