import { useLocation } from "@solidjs/router";
import { useWords } from "../../words/index.ts";
import { type Action, leadNow } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { LEAD_KEYS, useLeadActs } from "./lead-acts.tsx";
import { listAt } from "./lead-address.ts";

/** What the lists say and do by themselves, once a lead is gone to. */
const OF_LISTS = [
  ["assign", "a"],
  ["stage", "s"],
  ["attempt", "l"],
] as const;
const OF_PANEL = ["note", "followUp"] as const;

/**
 * The keys of what is done with the lead that one is at, opened or only gone to: what happens in its panel opens it. They are of no screen, so
 * that each list has the same ones. In a list where no lead is gone to yet they are said and do nothing.
 */
export function useLeadKeys(): () => readonly Action[] {
  const workspace = useWorkspace();
  const location = useLocation();
  const { t } = useWords();
  const acts = useLeadActs(() => (id) => LEAD_KEYS[id]);
  const key = (id: string, label: string, keys: string): Action => ({ id: `at.${id}`, label, group: "lead", keys: [keys], keysOnly: true });
  return () => {
    const lead = leadNow();
    if (lead === null) {
      if (listAt(workspace.slug, location) === null) return [];
      return [
        ...OF_LISTS.filter(([act]) => may(workspace, `lead.${act}`)).map(([act, keys]) =>
          key(`lead.${act}`, t(`palette.keys.${act}`), keys),
        ),
        ...OF_PANEL.filter(() => may(workspace, "lead.edit")).map((act) =>
          key(`lead.${act}`, t(`palette.lead.${act}`), LEAD_KEYS[`lead.${act}`] ?? ""),
        ),
      ];
    }
    const row = workspace.leads.row(lead);
    if (row === undefined) return [];
    return acts(row, false).flatMap(({ key: id, label, keys, run }) =>
      keys === undefined || run === undefined ? [] : [{ ...key(id, label, keys), run }],
    );
  };
}
