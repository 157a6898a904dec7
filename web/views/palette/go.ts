import Archive from "lucide-solid/icons/archive";
import Bell from "lucide-solid/icons/bell";
import Building from "lucide-solid/icons/building";
import Inbox from "lucide-solid/icons/inbox";
import LayoutList from "lucide-solid/icons/layout-list";
import Search from "lucide-solid/icons/search";
import Settings from "lucide-solid/icons/settings";
import SquareKanban from "lucide-solid/icons/square-kanban";
import Sun from "lucide-solid/icons/sun";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundX from "lucide-solid/icons/user-round-x";
import UsersRound from "lucide-solid/icons/users-round";
import { reachOf } from "../../../domain/rights.ts";
import { viewPath } from "../../store/views.ts";
import { useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { useKeptViews } from "../leads/views/useView.ts";
import { actorHere, may } from "../rights.ts";
import { useSettingsPlaces } from "../settings/places.ts";
import { useColleagueStep } from "./colleague-step.tsx";
import { useElsewhere, useGo } from "./elsewhere.ts";

/** Every screen that one can go to from here, those of the workspace first. */
export function useGoActions(): () => readonly Action[] {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = words;
  const settings = useSettingsPlaces();
  const views = useKeptViews();
  const colleagues = useColleagueStep();
  const go = useGo();
  const elsewhere = useElsewhere(workspace.slug);
  const rare = { whenAsked: true } as const;
  /** Whoever sees but their own has no list of anybody else's. */
  const seesOthers = () => {
    const actor = actorHere(workspace);
    return actor !== null && reachOf(actor, "lead.read") !== "own";
  };
  const colleaguesOf = (also: Partial<Action>): Action => ({
    id: "go.of",
    label: t("palette.go.of"),
    icon: UsersRound,
    group: "go",
    step: colleagues,
    ...rare,
    ...also,
  });
  return () => {
    const at = (rest: string) => `/w/${workspace.slug}/${rest}`;
    const also = (
      key:
        | "day"
        | "leads"
        | "mine"
        | "unclaimed"
        | "board"
        | "projects"
        | "notices"
        | "search"
        | "settings"
        | "people"
        | "general"
        | "archived"
        | "of",
    ) => ({
      also: t(`palette.also.${key}`),
    });
    const { directory } = workspace;
    return [
      ...(may(workspace, "lead.attempt") ? [go("day", at("day"), t("nav.day"), Sun, { keys: ["g d"], ...also("day") })] : []),
      go("leads", at("leads"), t("leads.all"), Inbox, { keys: ["g l"], ...also("leads") }),
      go("mine", at("leads?owner=me"), t("leads.mine"), UserRound, { keys: ["g m"], ...also("mine") }),
      go("unclaimed", at("leads?owner=none"), t("leads.unclaimed"), UserRoundX, { keys: ["g u"], ...also("unclaimed") }),
      go("archived", at("leads?archived=yes"), t("palette.go.archived"), Archive, { ...rare, ...also("archived") }),
      ...(seesOthers() ? [colleaguesOf(also("of"))] : []),
      go("board", at("board"), t("nav.board"), SquareKanban, { keys: ["g b"], ...also("board") }),
      go("projects", at("projects"), t("nav.projects"), Building, { keys: ["g p"], ...also("projects") }),
      go("notices", at("notices"), t("nav.notices"), Bell, { keys: ["g i"], ...also("notices") }),
      go("search", at("search"), t("palette.go.search"), Search, { keys: ["/"], ...also("search") }),
      go("settings", at("settings"), t("ways.settings"), Settings, { keys: ["g s"], ...also("settings") }),
      ...views
        .list()
        .map((view) => go(`view.${view.id}`, viewPath(workspace.slug, view), t("palette.go.view", { name: view.name }), LayoutList, rare)),
      ...directory
        .projects()
        .map(({ id, name, code }) =>
          go(`project.${id}`, at(`projects/${id}`), t("palette.go.project", { name }), Building, { ...rare, also: code ?? "" }),
        ),
      ...(words.has("settings")
        ? settings().map(({ key, href, label, icon }) =>
            go(`settings.${key}`, href, t("palette.go.settings", { page: label }), icon, {
              ...rare,
              ...also(key === "people" || key === "general" ? key : "settings"),
            }),
          )
        : []),
      ...elsewhere(),
    ];
  };
}
