import { useSearchParams } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundX from "lucide-solid/icons/user-round-x";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";

/** The lists a person goes to from the frame, as plain links: the router's own would call all of them current, since it looks at the path alone. An address says which one: `?owner=` me, none, or a person's id. */
export function usePlaces() {
  const workspace = useWorkspace();
  const { t, format } = useWords();
  const [search] = useSearchParams();
  const at = (owner: string) => `/w/${workspace.slug}/leads${owner === "" ? "" : `?owner=${owner}`}`;
  // Before the first answer a number would be a guess.
  const count = (n: number | undefined) => (n === undefined || workspace.state() !== "ready" ? "" : format().number(n));
  return () =>
    [
      { key: "", icon: Inbox, label: t("leads.all"), short: t("leads.allShort"), count: count(workspace.figures.total()) },
      { key: "me", icon: UserRound, label: t("leads.mine"), short: t("leads.mineShort"), count: count(mine()) },
      {
        key: "none",
        icon: UserRoundX,
        label: t("leads.unclaimed"),
        short: t("leads.unclaimedShort"),
        count: count(workspace.figures.unclaimed()),
      },
    ].map((place) => ({ ...place, href: at(place.key), here: (search["owner"] ?? "") === place.key }));

  function mine(): number | undefined {
    const { directory } = workspace;
    return directory.member(directory.me()?.id ?? null)?.open;
  }
}
