import { useLocation, useNavigate } from "@solidjs/router";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import type { Finder, Hit } from "../../store/floor/finder.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { leadNow } from "../actions.ts";
import { nameWords } from "../called.ts";
import { useWorkspace } from "../context.tsx";
import { createLead } from "../lead/create/asked.ts";
import { may } from "../rights.ts";
import { begunBy } from "./begun.ts";
import { groupsNow } from "./groups.tsx";
import { leadAddress } from "./lead-address.ts";
import { keysHere, useLeadActs } from "./lead-acts.tsx";
import { recentOf } from "./recent.ts";
import { type Entry, restingSections, type Section, typedSections } from "./steps.ts";

const RECENT = 5;

/** What the palette offers first: leads, and everything that can be done from where one is. */
export function useRootSections(finder: Finder): (typed: string) => readonly Section[] {
  const workspace = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const words = useWords();
  const { t } = words;
  const leadActs = useLeadActs(keysHere);
  const rowNow = () => {
    const id = leadNow();
    return id === null ? undefined : workspace.leads.row(id);
  };
  const isOpen = (lead: string) => location.pathname.endsWith(`/${lead}`);

  const leadEntry = (hit: Hit): Entry => {
    const row = finder.row(hit.id) ?? workspace.leads.row(hit.id);
    const href = leadAddress(workspace.slug, hit.id, location);
    return {
      key: hit.id,
      label: row === undefined ? "" : nameWords(t, row),
      hit,
      href,
      run: () => navigate(href, { replace: /\/[0-9a-f-]{36}$/.test(location.pathname) && location.pathname !== href, scroll: false }),
    };
  };
  const groups = (): Section[] => {
    const row = rowNow();
    const all = groupsNow(t).map((group): Section => {
      // An archived one is in no list that is held: what its page offers is all there is.
      if (group.key !== "lead" || row === undefined || !words.has("panel")) return group;
      const known = leadActs(row, isOpen(row.id));
      const others = group.entries.filter(({ key }) => !known.some((one) => one.key === key));
      return { key: group.key, title: nameWords(t, row), entries: [...known, ...others] };
    });
    return all.toSorted((a, b) => Number(b.key === "lead") - Number(a.key === "lead"));
  };
  /** Who types the choice at once need not make the one before it. */
  const deep = (entries: readonly Entry[], text: string): readonly Entry[] =>
    entries.flatMap(({ key, step }) => {
      // A try that was never made must not be logged by the beginning of a name.
      if (step === undefined || (key === "lead.attempt" && !text.includes(" "))) return [];
      return step()
        .entries()
        .filter(({ checked }) => checked !== true)
        .map((entry) => ({
          ...entry,
          label: deepWords(key, entry),
        }));
    });
  /** What else is chosen in steps: whoever means it says with it what it is a choice of. */
  const behind = (all: readonly Section[], text: string): readonly Entry[] =>
    text.includes(" ")
      ? all.flatMap(({ key, entries }) => entries.flatMap((entry) => (entry.step === undefined ? [] : choicesOf(entry, key))))
      : [];
  const choicesOf = ({ label, also, step }: Entry, group: string): readonly Entry[] =>
    (step?.().entries() ?? [])
      .filter(({ checked, turns }) => checked !== true || turns === true)
      .map((one) => ({ ...one, label: `${label}: ${one.label}`, ...(also !== undefined && { also }), group }));
  const deepWords = (act: string, entry: Entry) => {
    if (act === "lead.stage") return t("stage.move", { stage: entry.label });
    return act === "lead.assign" ? assignWords(entry) : entry.label;
  };
  const assignWords = ({ key, label }: Entry) => {
    if (key === "assign.nobody") return label;
    return t(key.startsWith("assign.team.") ? "palette.lead.assignTeam" : "palette.lead.assignTo", { name: label });
  };

  const tail = (text: string, found: boolean): Entry[] => {
    const href = `/w/${workspace.slug}/search?q=${encodeURIComponent(text)}`;
    const begun = begunBy(text);
    return [
      {
        key: "on.all",
        label: t(found ? "palette.all" : "palette.everything", { text }),
        sign: () => <Icon of={Search} />,
        href,
        run: () => navigate(href),
      },
      ...(may(workspace, "lead.create") && !found && !finder.asking()
        ? [
            {
              key: "on.add",
              label: t(begun.name === undefined ? "palette.addWith" : "palette.add", { text }),
              sign: () => <Icon of={Plus} />,
              run: () => createLead(begun),
            },
          ]
        : []),
    ];
  };

  return (typed) => {
    const text = typed.trim();
    if (text === "") {
      const here = rowNow()?.id;
      const recent = recentOf(workspace).filter((id) => id !== here && workspace.leads.row(id) !== undefined);
      const entries = recent.slice(0, RECENT).map((id) => leadEntry({ id, where: [] }));
      return restingSections({ key: "recent", title: t("palette.group.recent"), entries }, groups());
    }
    // What is asked one moment later is of the text before.
    const hits = finder.text() === "" ? [] : finder.hits();
    const all = groups();
    const [lead] = all;
    const rest = all.filter(({ key }) => key !== "lead");
    return typedSections({
      text,
      leads: { key: "leads", title: t("palette.group.leads"), entries: hits.map(leadEntry) },
      groups: all,
      deep: [...(lead?.key === "lead" ? deep(lead.entries, text) : []), ...behind(rest, text)],
      tail: tail(text, hits.length > 0),
    });
  };
}
