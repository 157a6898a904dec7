import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import Settings from "lucide-solid/icons/settings";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundX from "lucide-solid/icons/user-round-x";
import type { MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";

/** The lists a person goes to from the frame, as plain links: the router's own would call all of them current, since it looks at the path alone. An address says which one: `?owner=` me, none, or a person's id. */
export function usePlaces() {
  const workspace = useWorkspace();
  const { t, format } = useWords();
  const location = useLocation();
  const [search] = useSearchParams();
  const leads = `/w/${workspace.slug}/leads`;
  const at = (owner: string) => `${leads}${owner === "" ? "" : `?owner=${owner}`}`;
  const here = (owner: string) => location.pathname.startsWith(leads) && (search["owner"] ?? "") === owner;
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
    ].map((place) => ({ ...place, href: at(place.key), here: here(place.key) }));

  function mine(): number | undefined {
    const { directory } = workspace;
    return directory.member(directory.me()?.id ?? null)?.open;
  }
}

/** The settings of this workspace, apart from the lists. */
export function useSettingsPlace() {
  const workspace = useWorkspace();
  const { t } = useWords();
  const location = useLocation();
  const href = `/w/${workspace.slug}/settings`;
  return () => {
    const label = t("ways.settings");
    return { icon: Settings, label, short: label, count: "", href, here: location.pathname.startsWith(href) };
  };
}

/** The person's workspaces, this one marked, and a way to another one. Nobody signs out to go from one to the other. */
export function useWorkspaceItems() {
  const app = useApp();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { t } = useWords();
  const others = () => {
    const state = app.session.state();
    return state.kind === "in" ? state.session.workspaces : [];
  };
  const go = (slug: string) => {
    if (slug === workspace.slug) return;
    // What is said in passing is about this one's people.
    for (const toast of app.toasts.list()) app.toasts.dismiss(toast.id);
    navigate(`/w/${slug}/leads`);
  };
  return (): MenuItem[] => [
    ...others().map((one) => ({ label: one.name, checked: one.slug === workspace.slug, onSelect: () => go(one.slug) })),
    ...(others().length > 0 ? [{ separator: true as const }] : []),
    { label: t("ways.make"), onSelect: () => navigate("/new") },
  ];
}
