import type { PeopleChange } from "../../store/settings/people.ts";
import { useWords } from "../../words/index.ts";
import { type Saying, useDid } from "../did.ts";
import { useSettings } from "./context.tsx";

/** What is decided about people is said, and taken back, wherever in the settings it was decided. */
export function usePeopleDid(): void {
  const { people } = useSettings();
  const did = useDid();
  const { t } = useWords();
  const saying = ({ kind, id, name, what, n = 1 }: PeopleChange): Saying => {
    const key = `${kind}-${id}`;
    if (what === undefined) return { key, called: name };
    const called = n === 1 ? name : t("takeback.people", { n });
    const text = t(what === "retired" ? "teams.isRetired" : what === "broughtBack" ? "teams.isBack" : `takeback.${what}`, { name: called });
    // What was added is not gone: it keeps its name for what it was given meanwhile.
    if (what === "added") return { key, called, text, undone: t("takeback.retired", { name }) };
    const withdrawn = () => (n === 1 ? t("invite.withdrawn", { email: name }) : t("takeback.withdrawn", { n }));
    return { key, called, text, ...(what === "invited" && { undone: withdrawn() }) };
  };
  people.hear((change) => did(change, () => saying(change.of)));
}
