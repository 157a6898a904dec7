import { batch, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { Boot } from "../../domain/api.ts";
import type { ProjectRow } from "../../domain/project.ts";
import { DEFAULT_SETUP, type Setup } from "../../domain/setup.ts";
import type { SupportSeat } from "../../domain/support.ts";
import type { SavedView } from "../../domain/view.ts";
import type { Changes, MemberRow, TeamRow } from "../../domain/wire.ts";
import type { SourceNames } from "./sources.ts";

type ById<T> = Record<string, T>;
type Form = Boot["forms"][number];
type Named = Boot["rules"][number];

/** The names behind the ids in rows, and who one is here. All reactive, by id. */
export interface Directory {
  me(): Boot["me"] | undefined;
  /** All of it as it was loaded last. */
  boot(): Boot | undefined;
  workspace(): Boot["workspace"] | undefined;
  demo(): boolean;
  member(id: string | null): MemberRow | undefined;
  members(): readonly MemberRow[];
  team(id: string | null): TeamRow | undefined;
  teams(): readonly TeamRow[];
  form(id: string | null): Form | undefined;
  forms(): readonly Form[];
  campaign(id: string | null): Form | undefined;
  campaigns(): readonly Form[];
  /** Of Pages, ad sets and ads: read apart. */
  readonly sources: SourceNames;
  project(id: string | null): ProjectRow | undefined;
  projects(): readonly ProjectRow[];
  /** Saved views that stand in this person's menu. */
  views(): readonly SavedView[];
  /** Stages, lost reasons, fields and texts of this workspace. */
  setup(): Setup;
  rule(id: string | null): Named | undefined;
  /** NT1: the last word on this person's notices: how many are unread as it was loaded; null: there is a new one. Each word is another object. */
  told(): { readonly unread: number | null } | undefined;
  /** Who of support was let in; past its time a seat is nobody's. */
  support(): readonly SupportSeat[];
  load(boot: Boot): void;
  changed(frame: Pick<Changes, "upserts" | "members" | "teams" | "support" | "told">): void;
  /** What no frame tells: how many open leads people have, kept by counters, and forms that came with a lead just now. */
  refresh(boot: Pick<Boot, "members" | "forms" | "campaigns" | "projects" | "rules" | "views" | "setup">): void;
}

export function createDirectory(sources: SourceNames): Directory {
  const [boot, setBoot] = createSignal<Boot>();
  const [told, setTold] = createSignal<{ readonly unread: number | null }>();
  const [support, setSupport] = createSignal<readonly SupportSeat[]>([]);
  const [names, setNames] = createStore<{
    members: ById<MemberRow>;
    teams: ById<TeamRow>;
    forms: ById<Form>;
    campaigns: ById<Form>;
    projects: ById<ProjectRow>;
    rules: ById<Named>;
    views: ById<SavedView>;
  }>({ members: {}, teams: {}, forms: {}, campaigns: {}, projects: {}, rules: {}, views: {} });
  const [setup, setSetup] = createSignal<Setup>(DEFAULT_SETUP);
  const find = <T>(list: ById<T>, id: string | null): T | undefined => (id === null ? undefined : list[id]);

  return {
    me: () => boot()?.me,
    boot,
    workspace: () => boot()?.workspace,
    demo: () => boot()?.demo ?? false,
    member: (id) => find(names.members, id),
    members: () => Object.values(names.members),
    team: (id) => find(names.teams, id),
    teams: () => Object.values(names.teams),
    form: (id) => find(names.forms, id),
    forms: () => Object.values(names.forms),
    campaign: (id) => find(names.campaigns, id),
    campaigns: () => Object.values(names.campaigns),
    sources,
    project: (id) => find(names.projects, id),
    projects: () => Object.values(names.projects),
    views: () => Object.values(names.views),
    setup,
    rule: (id) => find(names.rules, id),
    told,
    support,
    load: (next) =>
      batch(() => {
        setBoot(next);
        setTold({ unread: next.unread ?? null });
        setSupport(next.support);
        setSetup(next.setup);
        setNames(
          reconcile({
            members: byId(next.members),
            teams: byId(next.teams),
            forms: byId(next.forms),
            campaigns: byId(next.campaigns),
            projects: byId(next.projects),
            rules: byId(next.rules),
            views: byId(next.views),
          }),
        );
      }),
    changed: (frame) =>
      batch(() => {
        for (const member of frame.members) setNames("members", member.id, reconcile(member));
        for (const team of frame.teams) setNames("teams", team.id, reconcile(team));
        if (frame.support !== undefined) setSupport(frame.support);
        const me = boot()?.me.id ?? "";
        const given = frame.upserts.some(({ row, by, created }) => created && row.owner === me && by !== me);
        if (given || frame.told?.includes(me)) setTold({ unread: null });
      }),
    refresh: ({ members, forms, campaigns, projects, rules, views, setup: next }) =>
      batch(() => {
        if (next.version !== setup().version) setSetup(next);
        setNames("campaigns", reconcile(byId(campaigns)));
        setNames("views", reconcile(byId(views)));
        for (const { id, open } of members) if (names.members[id] !== undefined) setNames("members", id, "open", open);
        setNames("forms", reconcile(byId(forms)));
        setNames("projects", reconcile(byId(projects)));
        setNames("rules", reconcile(byId(rules)));
      }),
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ById<T> {
  return Object.fromEntries(rows.map((row) => [row.id, { ...row }]));
}
