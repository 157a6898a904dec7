import { batch, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import type { Boot } from "../../domain/api.ts";
import type { SupportSeat } from "../../domain/support.ts";
import type { Changes, MemberRow, TeamRow } from "../../domain/wire.ts";

type ById<T> = Record<string, T>;
type Form = Boot["forms"][number];
type Named = Boot["projects"][number];

/** The names behind the ids in rows, and who one is here. All reactive, by id. */
export interface Directory {
  me(): Boot["me"] | undefined;
  workspace(): Boot["workspace"] | undefined;
  demo(): boolean;
  member(id: string | null): MemberRow | undefined;
  members(): readonly MemberRow[];
  team(id: string | null): TeamRow | undefined;
  teams(): readonly TeamRow[];
  form(id: string | null): Form | undefined;
  project(id: string | null): Named | undefined;
  rule(id: string | null): Named | undefined;
  /** Who of support was let in; past its time a seat is nobody's. */
  support(): readonly SupportSeat[];
  load(boot: Boot): void;
  changed(frame: Pick<Changes, "members" | "teams" | "support">): void;
  /** What no frame tells: how many open leads people have, kept by counters, and forms that came with a lead just now. */
  refresh(boot: Pick<Boot, "members" | "forms" | "projects" | "rules">): void;
}

export function createDirectory(): Directory {
  const [boot, setBoot] = createSignal<Boot>();
  const [support, setSupport] = createSignal<readonly SupportSeat[]>([]);
  const [names, setNames] = createStore<{
    members: ById<MemberRow>;
    teams: ById<TeamRow>;
    forms: ById<Form>;
    projects: ById<Named>;
    rules: ById<Named>;
  }>({ members: {}, teams: {}, forms: {}, projects: {}, rules: {} });
  const find = <T>(list: ById<T>, id: string | null): T | undefined => (id === null ? undefined : list[id]);

  return {
    me: () => boot()?.me,
    workspace: () => boot()?.workspace,
    demo: () => boot()?.demo ?? false,
    member: (id) => find(names.members, id),
    members: () => Object.values(names.members),
    team: (id) => find(names.teams, id),
    teams: () => Object.values(names.teams),
    form: (id) => find(names.forms, id),
    project: (id) => find(names.projects, id),
    rule: (id) => find(names.rules, id),
    support,
    load: (next) =>
      batch(() => {
        setBoot(next);
        setSupport(next.support);
        const { members, teams, forms, projects, rules } = next;
        setNames(
          reconcile({ members: byId(members), teams: byId(teams), forms: byId(forms), projects: byId(projects), rules: byId(rules) }),
        );
      }),
    changed: (frame) =>
      batch(() => {
        for (const member of frame.members) setNames("members", member.id, reconcile(member));
        for (const team of frame.teams) setNames("teams", team.id, reconcile(team));
        if (frame.support !== undefined) setSupport(frame.support);
      }),
    refresh: ({ members, forms, projects, rules }) =>
      batch(() => {
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
