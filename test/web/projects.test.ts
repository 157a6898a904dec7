import { createRoot } from "solid-js";
import { createStore } from "solid-js/store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ProjectBody, ProjectRow } from "../../domain/project.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { createProjects, isName, type ProjectChange, type Projects } from "../../web/store/floor/projects.ts";
import { held, uuidOf } from "./support.ts";

const project = (n: number, over: Partial<ProjectRow> = {}): ProjectRow => ({
  id: uuidOf(n),
  name: `Project ${n}`,
  code: null,
  place: null,
  status: "active",
  version: 1,
  ...over,
});
const FIELDS = { name: "Palm", code: null, place: null, status: "active" } as const;

type Form = { id: string; name: string; project: string | null };

let sent: unknown[][];
let answers: (() => Promise<unknown>)[];
let projects: Projects;
let tell: (over: { projects?: ProjectRow[]; forms?: Record<string, Form> }) => void;
let end: () => void;
let done: Done<ProjectChange>[];

const next = () => (answers.shift() ?? (() => Promise.reject(new Error("nothing to answer"))))();

beforeEach(() => {
  sent = [];
  answers = [];
  done = [];
  createRoot((dispose) => {
    end = dispose;
    const [known, setKnown] = createStore({
      projects: [project(2, { name: "Zenith" }), project(1, { name: "Alpha" })],
      forms: { f1: { id: "f1", name: "Open day", project: null } } as Record<string, Form>,
    });
    tell = (over) => setKnown(over);
    projects = createProjects({
      api: {
        saveProject: (body) => (sent.push(["save", body]), next() as never),
        mapForm: (form, body) => (sent.push(["form", form, body]), next() as never),
        mapCampaign: (campaign, body) => (sent.push(["campaign", campaign, body]), next() as never),
      },
      directory: {
        projects: () => known.projects,
        form: (id) => (id === null ? undefined : known.forms[id]),
        campaign: () => undefined,
      },
      did: (change) => done.push(change),
    });
  });
});
afterEach(() => end());

const names = () => projects.list().map(({ name }) => name);
const saved = (body: ProjectBody): ProjectRow => ({ ...body, version: body.version + 1 });

describe("projects as a person changes them", () => {
  it("shows a new project at once, in its place, and keeps it as the server took it", async () => {
    const answer = held<ProjectRow>();
    answers.push(() => answer.promise);
    const done = projects.create(uuidOf(9), { ...FIELDS, name: "Marina" });
    expect(names()).toEqual(["Alpha", "Marina", "Zenith"]);
    answer.give(project(9, { name: "Marina", version: 1 }));
    expect(await done).toBeNull();
    expect(sent).toEqual([["save", { id: uuidOf(9), version: 0, ...FIELDS, name: "Marina" }]]);
    tell({ projects: [project(1, { name: "Alpha" }), project(9, { name: "Marina heights", version: 2 })] });
    expect(names()).toEqual(["Alpha", "Marina heights"]);
  });

  it("compares the version that was seen, and sends the whole project with what became different", async () => {
    answers.push(async () => saved(sent.at(-1)?.[1] as ProjectBody));
    expect(await projects.change(uuidOf(1), { place: "Dubai Marina" })).toBeNull();
    expect(sent[0]?.[1]).toEqual({ ...project(1, { name: "Alpha" }), place: "Dubai Marina" });
    answers.push(async () => saved(sent.at(-1)?.[1] as ProjectBody));
    await projects.change(uuidOf(1), { status: "paused" });
    expect(sent[1]?.[1]).toMatchObject({ version: 2, place: "Dubai Marina", status: "paused" });
  });

  it("shows theirs where somebody was first, and says so", async () => {
    answers.push(() => Promise.reject(new ApiFailure("conflict", { now: project(1, { name: "Theirs", version: 5 }) })));
    expect(await projects.change(uuidOf(1), { name: "Mine" })).toEqual({ kind: "changed" });
    expect(names()).toEqual(["Theirs", "Zenith"]);
  });

  it("says which project has the code already, and goes back to how it was", async () => {
    answers.push(() =>
      Promise.reject(new ApiFailure("conflict", { field: "code", why: "code", now: project(2, { name: "Zenith", code: "MH" }) })),
    );
    expect(await projects.change(uuidOf(1), { code: "MH" })).toEqual({ kind: "taken", name: "Zenith" });
    expect(projects.find(uuidOf(1))?.code).toBeNull();
    answers.push(() => Promise.reject(new ApiFailure("offline")));
    expect(await projects.create(uuidOf(9), FIELDS)).toMatchObject({ kind: "failed", failure: { code: "offline" } });
    expect(names()).toEqual(["Alpha", "Zenith"]);
  });

  it("maps a form at once, until the room tells what holds", async () => {
    answers.push(() => Promise.resolve({ project: uuidOf(1) }));
    expect(await projects.map("form", "f1", uuidOf(1))).toBeNull();
    expect(projects.projectOf("form", "f1")).toBe(uuidOf(1));
    tell({ forms: { f1: { id: "f1", name: "Open day", project: uuidOf(1) } } });
    expect(projects.projectOf("form", "f1")).toBe(uuidOf(1));
    tell({ forms: { f1: { id: "f1", name: "Open day", project: null } } });
    expect(projects.projectOf("form", "f1")).toBeNull();
  });

  it("takes a mapping back that the server refused", async () => {
    answers.push(() => Promise.reject(new ApiFailure("not_allowed")));
    expect((await projects.map("form", "f1", uuidOf(2)))?.code).toBe("not_allowed");
    expect(projects.projectOf("form", "f1")).toBeNull();
  });

  it.each([
    ["Palm Villas", true],
    ["  ", false],
    ["x".repeat(81), false],
    ["a\nb", false],
  ])("a project may be called %j: %s", (text, right) => {
    expect(isName(text)).toBe(right);
  });
});

describe("ED1: what was done with projects is taken back", () => {
  const saved = (over: Partial<ProjectRow>) => () => Promise.resolve(project(1, over));

  it("a change, unless somebody changed it since; one that was made is closed", async () => {
    answers = [saved({ name: "Palm", version: 2 }), saved({ name: "Alpha", version: 3 })];
    await projects.change(uuidOf(1), { name: "Palm" });
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(sent.at(-1)).toMatchObject(["save", { name: "Alpha", version: 2 }]);
    answers = [saved({ name: "Palm", version: 4 })];
    await projects.change(uuidOf(1), { name: "Palm" });
    const theirs = project(1, { name: "Theirs", version: 5 });
    answers = [() => Promise.reject(new ApiFailure("conflict", { by: "sara", now: theirs }))];
    expect(await done[1]?.undo()).toEqual({ ok: false, why: "changed", by: "sara" });
    expect(projects.find(uuidOf(1))?.name).toBe("Theirs");
    answers = [
      () => Promise.resolve(project(9, { ...FIELDS })),
      () => Promise.resolve(project(9, { ...FIELDS, status: "closed", version: 2 })),
    ];
    await projects.create(uuidOf(9), FIELDS);
    expect(done[2]?.of).toEqual({ kind: "project", id: uuidOf(9), added: true });
    expect(await done[2]?.undo()).toEqual({ ok: true });
    expect(sent.at(-1)).toMatchObject(["save", { status: "closed", version: 1 }]);
  });

  it("a source goes back to where its leads came before, unless somebody said another project since", async () => {
    const mapped = (to: string | null) => () => Promise.resolve({ project: to });
    answers = [mapped(uuidOf(1)), mapped(null)];
    await projects.map("form", "f1", uuidOf(1));
    expect(await done[0]?.undo()).toEqual({ ok: true });
    expect(sent.at(-1)).toEqual(["form", "f1", { project: null }]);
    answers = [mapped(uuidOf(1))];
    await projects.map("form", "f1", uuidOf(1));
    tell({ forms: { f1: { id: "f1", name: "Open day", project: uuidOf(2) } } });
    expect(await done[1]?.undo()).toEqual({ ok: false, why: "changed", by: null });
  });
});
