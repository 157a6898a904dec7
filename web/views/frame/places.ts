import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import Building from "lucide-solid/icons/building";
import Inbox from "lucide-solid/icons/inbox";
import Settings from "lucide-solid/icons/settings";
import SquareKanban from "lucide-solid/icons/square-kanban";
import Sun from "lucide-solid/icons/sun";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundX from "lucide-solid/icons/user-round-x";
import type { MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { dayCount } from "./day-count.ts";
import type { Place } from "./NavLinks.tsx";
import { noticeCount } from "./notice-count.ts";

/** A screen of the workspace that has a part of the address for itself. */
function usePlace(part: string, icon: Place["icon"], label: () => string): () => Place {
  const workspace = useWorkspace();
  const location = useLocation();
  const href = `/w/${workspace.slug}/${part}`;
  return () => ({ icon, label: label(), short: label(), count: "", href, here: location.pathname.startsWith(href) });
}

/** My day, for those who work leads: with what is left of it. */
export function useDayPlace(): () => readonly Place[] {
  const workspace = useWorkspace();
  const { t, format } = useWords();
  const place = usePlace("day", Sun, () => t("nav.day"));
  return () => {
    const { left, late } = dayCount();
    return may(workspace, "lead.attempt") ? [{ ...place(), count: left === 0 ? "" : format().number(left), urgent: late }] : [];
  };
}

/** NT1: what one was told of, with how much of it is unread. */
export function useNoticesPlace(): () => Place {
  const { t, format } = useWords();
  const place = usePlace("notices", Bell, () => t("nav.notices"));
  return () => {
    const { unread, more } = noticeCount();
    const count = more ? t("count.more", { n: format().number(unread - 1) }) : format().number(unread);
    return { ...place(), count: unread === 0 ? "" : count, news: unread > 0 };
  };
}

export function useProjectsPlace(): () => Place {
  const { t } = useWords();
  return usePlace("projects", Building, () => t("nav.projects"));
}

export function useBoardPlace(): () => Place {
  const { t } = useWords();
  return usePlace("board", SquareKanban, () => t("nav.board"));
}

/** On a phone all lists are one place: which of them is chosen in it, or from the bar's end. */
export function useLeadsPlace(): () => Place {
  const { t } = useWords();
  return usePlace("leads", Inbox, () => t("nav.leads"));
}

/** The lists a person goes to from the frame, as plain links: the router's own would call all of them current, since it looks at the path alone. An address says which one: `?owner=` me, none, or a person's id. */
export function usePlaces() {
  const workspace = useWorkspace();
  const { t, format } = useWords();
  const location = useLocation();
  const [search] = useSearchParams();
  const leads = `/w/${workspace.slug}/leads`;
  const at = (owner: string) => `${leads}${owner === "" ? "" : `?owner=${owner}`}`;
  // A list with a filter, and a saved view, is none of these.
  const asksMore = () => [...new URLSearchParams(location.search).keys()].some((key) => key !== "owner");
  const here = (owner: string) => location.pathname.startsWith(leads) && (search["owner"] ?? "") === owner && !asksMore();
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
export function useSettingsPlace(): () => Place {
  const { t } = useWords();
  return usePlace("settings", Settings, () => t("ways.settings"));
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
    navigate(`/w/${slug}`);
  };
  return (): MenuItem[] => [
    ...others().map((one) => ({ label: one.name, checked: one.slug === workspace.slug, onSelect: () => go(one.slug) })),
    ...(others().length > 0 ? [{ separator: true as const }] : []),
    { label: t("ways.make"), onSelect: () => navigate("/new") },
  ];
}
