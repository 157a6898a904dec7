import { type Accessor, createComputed, createSignal } from "solid-js";
import * as v from "valibot";
import { type ProjectBody, projectBody, type ProjectRow, projectRow } from "../../../domain/project.ts";
import { ApiFailure } from "../../connection/call.ts";
import type { FloorApi } from "../../connection/floor.ts";
import type { Directory } from "../directory.ts";
import type { Done, TakenBack } from "../taking-back.ts";

export type ProjectFields = Pick<ProjectRow, "name" | "code" | "place" | "status">;

/** Why a project is not as somebody wanted it. `taken`: another active one has the code; `changed`: somebody was first, and theirs is shown. */
export type ProjectTrouble =
  | { readonly kind: "taken"; readonly name: string }
  | { readonly kind: "changed" }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

/** A project that was made or changed, or a source that was mapped. */
export type ProjectChange =
  | { readonly kind: "project"; readonly id: string; readonly added: boolean }
  | { readonly kind: "form" | "campaign"; readonly id: string; readonly project: string | null };

export interface Projects {
  /** As the screen shows them: the room's, with what is being saved over them. Reactive. */
  readonly list: Accessor<readonly ProjectRow[]>;
  find(id: string): ProjectRow | undefined;
  /** The project that new leads of it come to, as this person just said or the room tells. */
  projectOf(of: "form" | "campaign", id: string): string | null;
  /** Null once it is there. `id` is made when the dialog opens: pressed twice, it is one project. */
  create(id: string, fields: ProjectFields): Promise<ProjectTrouble | null>;
  change(id: string, over: Partial<ProjectFields>): Promise<ProjectTrouble | null>;
  map(of: "form" | "campaign", id: string, project: string | null): Promise<ApiFailure | null>;
}

/** Whether it may be so; what the server would refuse is said before it is sent. */
export function isName(text: string): boolean {
  return v.is(projectBody.entries.name, text);
}

/** A source that was just mapped: said until the room tells another thing than it told before. */
interface Mapped {
  readonly before: string | null;
  readonly project: string | null;
}

/** What is sold, and what brings leads to it: changes show at once and are decided by the server. Made within an owner. */
export function createProjects(deps: {
  readonly api: Pick<FloorApi, "saveProject" | "mapForm" | "mapCampaign">;
  readonly directory: Pick<Directory, "projects" | "form" | "campaign">;
  /** Hears of each change once it is saved. */
  readonly did?: (change: Done<ProjectChange>) => void;
}): Projects {
  const { api, directory } = deps;
  /** Saved, or being saved, and newer than what the room has told. */
  const [own, setOwn] = createSignal<ReadonlyMap<string, ProjectRow>>(new Map());
  const [mapped, setMapped] = createSignal<ReadonlyMap<string, Mapped>>(new Map());
  const told = (of: "form" | "campaign", id: string) => (of === "form" ? directory.form(id) : directory.campaign(id))?.project ?? null;
  const put = <T>(
    set: (change: (before: ReadonlyMap<string, T>) => ReadonlyMap<string, T>) => unknown,
    key: string,
    value: T | undefined,
  ) =>
    set((before) => {
      const after = new Map(before);
      if (value === undefined) after.delete(key);
      else after.set(key, value);
      return after;
    });

  const list = () => {
    const known = new Map(directory.projects().map((one) => [one.id, one]));
    for (const one of own().values()) if (one.version > (known.get(one.id)?.version ?? 0)) known.set(one.id, one);
    return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
  };
  const find = (id: string) => list().find((one) => one.id === id);

  createComputed(() => {
    for (const [key, { before }] of mapped()) {
      const [of, id] = key.split(" ") as ["form" | "campaign", string];
      if (told(of, id) !== before) put(setMapped, key, undefined);
    }
  });

  /** Theirs stands: they are told of by who they are where the server says so. */
  const refusedFor = (failure: ApiFailure): TakenBack =>
    failure.code === "conflict" && failure.why !== "code"
      ? { ok: false, why: "changed", by: failure.by }
      : { ok: false, why: "failed", failure };

  /** As it was; what was made is closed, since leads may be interested in it by now. */
  async function takeBack(before: ProjectRow | undefined, saved: ProjectRow): Promise<TakenBack> {
    const body = before === undefined ? { ...saved, status: "closed" as const } : { ...before, version: saved.version };
    try {
      put(setOwn, saved.id, await api.saveProject(body));
      return { ok: true };
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure("internal");
      const now = v.safeParse(projectRow, failure.now);
      if (failure.why !== "code" && now.success) put(setOwn, saved.id, now.output);
      return refusedFor(failure);
    }
  }

  async function mapTo(of: "form" | "campaign", id: string, project: string | null): Promise<ApiFailure | null> {
    const key = `${of} ${id}`;
    const mine: Mapped = { before: told(of, id), project };
    put(setMapped, key, mine);
    try {
      await (of === "form" ? api.mapForm : api.mapCampaign)(id, { project });
      return null;
    } catch (error) {
      if (mapped().get(key) === mine) put(setMapped, key, undefined);
      return error instanceof ApiFailure ? error : new ApiFailure("internal");
    }
  }
  const projectOf = (of: "form" | "campaign", id: string) => {
    const said = mapped().get(`${of} ${id}`);
    return said === undefined ? told(of, id) : said.project;
  };

  async function save(body: ProjectBody): Promise<ProjectTrouble | null> {
    const before = own().get(body.id);
    const known = find(body.id);
    put(setOwn, body.id, { ...body, version: body.version + 1 });
    try {
      const saved = await api.saveProject(body);
      put(setOwn, body.id, saved);
      deps.did?.({ of: { kind: "project", id: body.id, added: known === undefined }, undo: () => takeBack(known, saved) });
      return null;
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure("internal");
      const now = v.safeParse(projectRow, failure.now);
      if (failure.code === "conflict" && failure.why === "code") {
        put(setOwn, body.id, before);
        return { kind: "taken", name: now.success ? now.output.name : "" };
      }
      // Theirs is what is shown from now on.
      put(setOwn, body.id, failure.code === "conflict" && now.success ? now.output : before);
      return failure.code === "conflict" ? { kind: "changed" } : { kind: "failed", failure };
    }
  }

  return {
    list,
    find,
    projectOf,
    create: (id, fields) => save({ id, version: 0, ...fields }),
    change: (id, over) => {
      const known = find(id);
      if (known === undefined) return Promise.resolve({ kind: "failed", failure: new ApiFailure("not_found") });
      return save({ ...known, ...over });
    },
    map: async (of, id, project) => {
      const before = projectOf(of, id);
      const failure = await mapTo(of, id, project);
      if (failure === null && before !== project)
        deps.did?.({
          of: { kind: of, id, project },
          undo: async () => {
            const is = told(of, id);
            if (is !== project && is !== before) return { ok: false, why: "changed", by: null };
            const refused = await mapTo(of, id, before);
            return refused === null ? { ok: true } : refusedFor(refused);
          },
        });
      return failure;
    },
  };
}
