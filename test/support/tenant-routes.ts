import { uuidv7 } from "uuidv7";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { app } from "../../worker/app.ts";
import { needOf, type Need } from "../../worker/http/need.ts";

/** One route of the Worker, as the app itself lists it, with what its handlers ask for. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly needs: readonly Need[];
}

/** All routes, each once; what runs before several of them (`use`, `all`) is none. */
export function routesOfApp(): Route[] {
  const found = new Map<string, Route & { readonly needs: Need[] }>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue;
    const key = `${method} ${path}`;
    const route = found.get(key) ?? { method, path, needs: [] };
    const need = needOf(handler);
    if (need !== undefined) route.needs.push(need);
    found.set(key, route);
  }
  return [...found.values()];
}

/** Ids of things of one workspace, or of none. */
export interface Ids {
  readonly lead: string;
  readonly note: string;
  readonly attempt: string;
  readonly followUp: string;
  readonly project: string;
  readonly form: string;
  readonly campaign: string;
  readonly view: string;
  readonly mutation: string;
  readonly person: string;
  readonly team: string;
  readonly invitation: string;
  readonly grant: string;
  readonly session: string;
  readonly job: string;
  /** Of Meta, so of digits. */
  readonly page: string;
  readonly offer: string;
}

/** Ids that nothing has. */
export function nobodys(): Ids {
  const id = uuidv7;
  return {
    lead: id(),
    note: id(),
    attempt: id(),
    followUp: id(),
    project: id(),
    form: id(),
    campaign: id(),
    view: id(),
    mutation: id(),
    person: id(),
    team: id(),
    invitation: id(),
    grant: id(),
    session: id(),
    job: id(),
    page: String(Date.now()),
    offer: id(),
  };
}

/** What a parameter of a route's path names. A parameter that is missing here fails the test: say what it is. */
export function paramOf(path: string, name: string, ids: Ids): string {
  const known: Readonly<Record<string, string>> = {
    ":lead": ids.lead,
    ":note": ids.note,
    ":attempt": ids.attempt,
    ":followup": ids.followUp,
    ":project": ids.project,
    ":form": ids.form,
    ":campaign": ids.campaign,
    ":view": ids.view,
    ":part": "stages",
    ":person": ids.person,
  };
  const byPlace: readonly (readonly [RegExp, string])[] = [
    [/\/invitations\/:id/, ids.invitation],
    [/\/teams\/:(id|team)/, ids.team],
    [/\/(support|grants)\/:(id|grant)/, ids.grant],
    [/\/jobs\/:id/, ids.job],
    [/\/offers\/:id/, ids.offer],
    [/\/pages\/:id/, ids.page],
  ];
  const found = known[name] ?? byPlace.find(([like]) => like.test(path))?.[1];
  if (found === undefined) throw new Error(`what does ${name} of ${path} name? Say it in test/support/tenant-routes.ts`);
  return found;
}

/** A body that is right in everything but whose ids it holds. `mine`: where a body needs somebody or something of one's own besides. */
type Body = (foreign: Ids, mine: Ids) => Readonly<Record<string, unknown>>;
const fresh = () => uuidv7();
const nothing: Body = () => ({});
export const VIEW_SHAPE = { layout: "table", filter: "owner=me", sort: "-created", group: null, columns: [{ id: "name" }] } as const;

/** By route below `/api/w/:workspace`. A route that takes a body and is not here fails the test. */
export const BODIES: Readonly<Record<string, Body>> = {
  "PUT /leads/:lead/owner": ({ person }) => ({ mutation: fresh(), version: 1, owner: person }),
  "PUT /leads/:lead/stage": () => ({ mutation: fresh(), version: 1, stage: "visit" }),
  "POST /leads": ({ person }) => ({ mutation: fresh(), id: fresh(), fields: { name: "Noor Haddad" }, source: "hand", owner: person }),
  "PUT /leads/:lead/fields": () => ({ mutation: fresh(), fields: { phone: "+971501230000", city: "Sharjah" } }),
  "POST /leads/:lead/merge": (_, mine) => ({ mutation: fresh(), other: mine.lead }),
  "PUT /leads/:lead/archived": () => ({ mutation: fresh(), archived: true }),
  "POST /leads/:lead/attempts": () => ({ mutation: fresh(), channel: "phone", outcome: "no_answer" }),
  "POST /leads/:lead/attempts/:attempt/withdraw": () => ({ mutation: fresh() }),
  "POST /leads/:lead/notes": () => ({ mutation: fresh(), text: "Wants a sea view" }),
  "PUT /leads/:lead/notes/:note": () => ({ mutation: fresh(), text: "Wants a garden" }),
  "POST /leads/:lead/follow-ups": () => ({ mutation: fresh(), id: fresh(), way: "call", dueAt: Date.now() + 60_000 }),
  "PUT /leads/:lead/follow-ups/:followup": () => ({ mutation: fresh(), act: "done", version: 1 }),
  "PUT /leads/:lead/no-contact": () => ({ mutation: fresh(), channels: ["phone"], on: true, source: "call" }),
  "PUT /leads/:lead/projects/:project": () => ({ mutation: fresh(), on: true, interest: "high" }),
  "PUT /projects/:project": ({ project }) => ({ id: project, version: 1, name: "Renamed", code: null, place: null, status: "active" }),
  "PUT /forms/:form/project": ({ project }) => ({ project }),
  "PUT /campaigns/:campaign/project": ({ project }) => ({ project }),
  "PUT /setup/:part": () => ({ version: 99, value: [...DEFAULT_SETUP.stages, { id: "viewing", name: "Viewing", kind: "open" }] }),
  "PUT /views/:view": ({ team }) => ({ version: 1, name: "Ours", share: "team", team, shape: VIEW_SHAPE }),
  "POST /views/:view/remove": () => ({ version: 1 }),
  "POST /notices/read": () => ({ ids: [fresh()] }),
  "POST /notices/unread": () => ({ at: 1 }),
  "POST /undo": ({ mutation }) => ({ mutation: fresh(), of: mutation }),
  "PUT /people/:person": ({ team }) => ({ version: 1, role: "agent", teams: [team], rights: [], weight: 1, away: false }),
  "POST /people/:person/suspend": () => ({ version: 1 }),
  "POST /people/:person/reopen": () => ({ version: 1 }),
  "POST /people/:person/remove": ({ person }) => ({ version: 1, to: person }),
  "POST /people/:person/recover": () => ({ reason: "They lost their telephone" }),
  "POST /people/:person/recovery/cancel": nothing,
  "POST /people/:person/sessions/end": ({ session }) => ({ session }),
  "POST /invitations": ({ team }) => ({ id: fresh(), email: `${fresh()}@example.com`, role: "agent", teams: [team] }),
  "POST /invitations/:id/resend": () => ({ version: 1 }),
  "POST /invitations/:id/withdraw": () => ({ version: 1 }),
  "PUT /teams/:id": () => ({ version: 1, name: "Another name" }),
  "POST /teams": () => ({ id: fresh(), name: `Team ${fresh()}` }),
  "POST /transfer": ({ person }) => ({ to: person, version: 1 }),
  "POST /support/:id/approve": () => ({ version: 1 }),
  "POST /support/:id/refuse": () => ({ version: 1 }),
  "POST /support/:id/end": () => ({ version: 1 }),
  "POST /support/leave": nothing,
  "POST /pages/dialog": nothing,
  "POST /pages/offers/:id": ({ page }) => ({ pages: [page] }),
  "POST /pages/:id/disconnect": nothing,
  "POST /samples": () => ({ language: "en" }),
  "POST /samples/remove": nothing,
  "POST /audit/verify": () => ({ after: null }),
  "PUT /audit/mail": () => ({ on: true }),
  "PUT /settings": () => ({ version: 99, name: "Nothing", settings: {} }),
};

/** Queries that name something: each asked with somebody else's id. */
export const QUERIES: Readonly<Record<string, (foreign: Ids) => readonly string[]>> = {
  "GET /leads": ({ person, team, project, form, campaign }) => [
    "",
    `?owner=${person}`,
    `?team=${team}`,
    `?project=${project}`,
    `?form=${form}&campaign=${campaign}`,
    "?archived=yes",
    "?name=~lead",
  ],
  "GET /counts": ({ person, project }) => ["", "?group=owner", `?owner=${person}&group=project`, `?project=${project}`],
  "GET /search": ({ campaign }) => ["?q=layla", "?q=998877", `?q=${campaign}`],
  "GET /leads/:lead/timeline": ({ note }) => ["", `?before=${note}`],
  "GET /people/:person/sessions": () => ["", "?addresses=1"],
  "GET /audit": ({ person, lead }) => ["", `?actor=${person}`, `?subject=${lead}`],
  "GET /audit/export": ({ person, lead }) => ["", `?actor=${person}`, `?subject=${lead}`],
};
