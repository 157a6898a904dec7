import { useWords } from "../../words/index.ts";
import { groupsNow } from "./groups.tsx";
import type { Source } from "./source.ts";
import { restingSections, typedSections } from "./steps.ts";

/** The palette where one is in no workspace: there is nothing to ask a server for. */
export function useOutsideSource(): Source {
  const { t } = useWords();
  const none = { entries: [] };
  return {
    get ask() {
      return t("palette.askOutside");
    },
    sections: (typed) =>
      typed.trim() === ""
        ? restingSections({ key: "recent", ...none }, groupsNow(t))
        : typedSections({ text: typed.trim(), leads: { key: "leads", ...none }, groups: groupsNow(t), deep: [], tail: [] }),
    typed: () => undefined,
    asking: () => false,
    short: () => null,
    hint: null,
    row: () => undefined,
  };
}
