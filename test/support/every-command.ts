import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { NAMED_RIGHTS } from "../../domain/rights.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { member, platformMember } from "../../worker/store/schema/platform.ts";
import { campaign, form } from "../../worker/store/schema/workspace.ts";
import { enterConsole, type InConsole, staffOf } from "./console.ts";
import { aBrowser, anEndpoint, subscribe } from "./browser.ts";
import { changeOf, type Desk, deskOf, invited, lastToken, newAddress } from "./desk.ts";
import { offered } from "./pages.ts";
import { asked, inWorkspace } from "./grants.ts";
import { personIn, plantLead } from "./leads.ts";
import { stranger } from "./outbox.ts";
import { emailOf, REASON } from "./recovery.ts";
import { VIEW_SHAPE } from "./tenant-routes.ts";
import { signIn } from "./signed.ts";
import { databases, makeWorld, shard, type World } from "./world.ts";

/** A workspace, and its owner in it, who has every right, runs the platform besides and is in the console. */
export interface Here {
  readonly world: World;
  readonly owner: string;
  readonly agent: string;
  readonly signed: InConsole;
  readonly desk: Desk;
}

export async function newHere(): Promise<Here> {
  const world = await makeWorld({ people: { owner: { role: "owner" }, agent: { role: "agent" } } });
  const [owner, agent] = [personIn(world, "owner"), personIn(world, "agent")];
  const db = databases.platform;
  await db.insert(platformMember).values({ personId: owner, role: "platform:super_admin", createdAt: 0 });
  await db
    .update(member)
    .set({ rights: [...NAMED_RIGHTS] })
    .where(and(eq(member.workspaceId, world.id), eq(member.personId, owner)));
  const signed = await enterConsole(await signIn(owner), owner);
  return { world, owner, agent, signed, desk: await deskOf(world, "owner", signed) };
}

/** What a command is sent so that it does something. */
export interface Sent {
  readonly body: unknown;
  /** What its path names besides the workspace and the agent. */
  readonly names?: Readonly<Record<string, string>>;
  /** Of somebody else than the owner; empty: of nobody. */
  readonly cookie?: string;
}

type Prepare = (here: Here) => Promise<Sent>;

/** By route, whatever is no read. Each is prepared in a workspace of its own: what was done once cannot be done again. */
export const COMMANDS: Readonly<Record<string, Prepare>> = {
  ...below("/api/w/:workspace", {
    "PUT /leads/:lead/owner": async ({ world, owner }) => onLead(world, { version: 1, owner }),
    "PUT /leads/:lead/stage": async ({ world }) => onLead(world, { version: 1, stage: "won" }),
    "POST /leads": async ({ agent }) => ({
      body: {
        mutation: uuidv7(),
        id: uuidv7(),
        fields: { name: "Noor Haddad", phone: "050 777 6655", tags: ["sea view"] },
        source: "call",
        owner: agent,
        note: "Called us",
      },
    }),
    "PUT /leads/:lead/fields": async ({ world }) => onLead(world, { fields: { phone: "050 777 6655", email: null, tags: ["sea view"] } }),
    "POST /leads/:lead/merge": async ({ world }) => {
      const { id: other } = await plantLead(world, { name: "L. Haddad", company: "Blue Sea", tags: ["sea view"] });
      return onLead(world, { other });
    },
    "PUT /leads/:lead/archived": async ({ world }) => onLead(world, { archived: true }),
    "POST /leads/:lead/attempts": async ({ world }) => onLead(world, { channel: "phone", outcome: "reached" }),
    "POST /leads/:lead/attempts/:attempt/withdraw": async ({ world, desk }) => {
      const { names, body } = await onLead(world, { channel: "phone", outcome: "reached" });
      await done(desk, "POST", `leads/${names.lead}/attempts`, { ...body, mutation: uuidv7() });
      const [{ id: attempt }] = (await done(desk, "GET", `leads/${names.lead}/timeline`))["entries"] as [{ id: string }];
      return { names: { ...names, attempt }, body: { mutation: uuidv7() } };
    },
    "POST /leads/:lead/notes": async ({ world, owner }) => onLead(world, { text: "Wants a sea view", mentions: [owner] }),
    "PUT /leads/:lead/notes/:note": async ({ world, desk }) => {
      const { names, body } = await onLead(world, { text: "Wants a garden" });
      await done(desk, "POST", `leads/${names.lead}/notes`, { ...body, mutation: uuidv7() });
      const [{ id: note }] = (await done(desk, "GET", `leads/${names.lead}/timeline`))["entries"] as [{ id: string }];
      return { names: { ...names, note }, body: { ...body, text: "Wants a pool", mentions: [] } };
    },
    "POST /leads/:lead/follow-ups": async ({ world }) => onLead(world, { id: uuidv7(), way: "call", dueAt: Date.now() + 60_000 }),
    "PUT /leads/:lead/follow-ups/:followup": async ({ world, desk }) => {
      const followup = uuidv7();
      const { names, body } = await onLead(world, { id: followup, way: "call", dueAt: Date.now(), repeats: { every: 1, unit: "day" } });
      await done(desk, "POST", `leads/${names.lead}/follow-ups`, { ...body, mutation: uuidv7() });
      return { names: { ...names, followup }, body: { mutation: uuidv7(), act: "done", version: 1 } };
    },
    "PUT /leads/:lead/no-contact": async ({ world }) => onLead(world, { channels: ["phone"], on: true, source: "call" }),
    "PUT /leads/:lead/projects/:project": async ({ world, desk }) => {
      const project = await newProject(desk);
      const { names, body } = await onLead(world, { on: true, interest: "high", note: "Prefers the tower" });
      return { names: { ...names, project }, body };
    },
    "PUT /projects/:project": async () => {
      const id = uuidv7();
      return { names: { project: id }, body: { ...PROJECT, id } };
    },
    "PUT /forms/:form/project": async ({ world, desk }) => {
      const project = await newProject(desk);
      await shard.insert(form).values({ workspaceId: world.id, id: world.form, page: world.page, name: "Villas", ...FORM });
      return { names: { form: world.form }, body: { project } };
    },
    "PUT /campaigns/:campaign/project": async ({ world, desk }) => {
      const project = await newProject(desk);
      await shard.insert(campaign).values({ workspaceId: world.id, id: "1202", name: "Autumn" });
      return { names: { campaign: "1202" }, body: { project } };
    },
    // The part that opens a job beside its row.
    "PUT /setup/:part": async ({ desk }) => {
      const field = { id: "budget", name: "Budget", type: "text", options: [], filterable: false };
      const { version } = await done(desk, "PUT", "setup/fields", { version: 0, value: [field] });
      return { names: { part: "fields" }, body: { version, value: [{ ...field, filterable: true }] } };
    },
    "PUT /views/:view": async () => ({ names: { view: uuidv7() }, body: { ...VIEW, share: "workspace" } }),
    "POST /views/:view/remove": async ({ desk }) => {
      const view = uuidv7();
      await done(desk, "PUT", `views/${view}`, VIEW);
      return { names: { view }, body: { version: 1 } };
    },
    "POST /undo": async ({ world, desk }) => {
      const { names, body } = await onLead(world, { version: 1, stage: "won" });
      await done(desk, "PUT", `leads/${names.lead}/stage`, body);
      return { body: { of: body.mutation, mutation: uuidv7() } };
    },
    "PUT /people/:person": async ({ desk }) => ({ body: changeOf(await desk.see("agent"), { weight: 2, role: "manager" }) }),
    "POST /people/:person/suspend": async ({ desk }) => ({ body: { version: (await desk.see("agent")).version } }),
    "POST /people/:person/reopen": async ({ desk, agent }) => {
      const { version } = await desk.see("agent");
      return { body: { version: (await done(desk, "POST", `people/${agent}/suspend`, { version }))["version"] } };
    },
    "POST /people/:person/remove": async ({ desk, owner }) => ({ body: { version: (await desk.see("agent")).version, to: owner } }),
    "POST /people/:person/recover": async () => ({ body: { reason: REASON } }),
    "POST /people/:person/recovery/cancel": async (here) => (await recovering(here), { body: {} }),
    "POST /people/:person/sessions/end": async ({ agent }) => (await signIn(agent), { body: { session: null } }),
    "POST /invitations": async () => ({ body: { id: uuidv7(), email: newAddress(), role: "agent", teams: [] } }),
    "POST /invitations/:id/resend": async ({ desk }) => seen(await invited(desk, newAddress())),
    "POST /invitations/:id/withdraw": async ({ desk }) => seen(await invited(desk, newAddress())),
    "POST /teams": async () => ({ body: { id: uuidv7(), name: "Villas" } }),
    "PUT /teams/:id": async ({ desk }) => {
      const id = uuidv7();
      const { version } = await done(desk, "POST", "teams", { id, name: "Villas" });
      return { names: { id }, body: { version, name: "Flats" } };
    },
    "PUT /settings": async ({ desk }) => {
      const { version, settings } = await done(desk, "GET", "settings");
      return { body: { version, name: "Palm Court", settings } };
    },
    "POST /transfer": async ({ desk, agent }) => ({ body: { to: agent, version: (await desk.see("agent")).version } }),
    "POST /pages/dialog": async () => ({ body: {} }),
    "POST /pages/offers/:id": async ({ world, owner }) => ({ names: { id: await offered(world, owner) }, body: { pages: [world.page] } }),
    "POST /pages/:id/disconnect": async ({ world }) => ({ names: { id: world.page }, body: {} }),
    "POST /samples": async () => ({ body: { language: "en" } }),
    "POST /samples/remove": async ({ desk }) => (await done(desk, "POST", "samples", { language: "en" }), { body: {} }),
    "POST /audit/verify": async () => ({ body: { after: null } }),
    "PUT /audit/mail": async () => ({ body: { on: true } }),
    "POST /notices/read": async () => ({ body: { all: true } }),
    "POST /notices/unread": async ({ desk }) => ({ body: { at: (await done(desk, "POST", "notices/read", { all: true }))["at"] } }),
    "POST /support/:id/approve": async (here) => settling((await waiting(here)).id, 1),
    "POST /support/:id/refuse": async (here) => settling((await waiting(here)).id, 1),
    "POST /support/:id/end": async (here) => settling((await letIn(here)).id, 2),
    "POST /support/leave": async (here) => ({ body: {}, cookie: (await letIn(here)).cookie }),
  }),
  ...below("/api/account", {
    "PUT /": async () => ({ body: { name: "Another name", language: "ar" } }),
    "POST /sessions/end": async ({ owner }) => (await signIn(owner), { body: { session: null } }),
    "POST /push": async () => ({ body: { endpoint: anEndpoint(), ...(await aBrowser()).subscriber } }),
    "POST /push/remove": async ({ signed }) => ({ body: { endpoint: (await subscribe(signed)).endpoint } }),
    "PUT /notify": async () => ({ body: { off: ["taken"], quiet: { from: 1_260, to: 480, timeZone: "Asia/Dubai" } } }),
    "POST /recovery": async (here) => (await recovering(here), { body: {}, cookie: (await signIn(here.agent)).cookie }),
  }),
  "POST /api/recover": async (here) => {
    await recovering(here);
    return { body: { token: await lastToken(emailOf(here.agent)) }, cookie: "" };
  },
  "POST /api/workspaces": async () => {
    const id = uuidv7();
    const body = { id, slug: `n-${id.slice(-12)}`, name: "Palm Court", settings: DEFAULT_SETTINGS };
    return { body, cookie: (await signIn(await stranger())).cookie };
  },
  ...below("/api/invitations", {
    "POST /look": async ({ desk }) => ({ body: { token: (await invitedStranger(desk)).token }, cookie: "" }),
    // Of somebody who is there already: who is new has no session to be looked up.
    "POST /accept": async ({ desk }) => {
      const { person, token } = await invitedStranger(desk);
      return { body: { token, account: null }, cookie: (await signIn(person)).cookie };
    },
  }),
  ...below("/api/console", {
    "POST /enter": async ({ owner }) => ({ body: {}, cookie: (await signIn(owner)).cookie }),
    "POST /leave": async () => ({ body: {} }),
    "POST /workspaces/:workspace/status": async ({ world }) => ({
      names: { workspace: world.id },
      body: { status: "suspended", reason: REASON },
    }),
    "POST /grants": async ({ world }) => ({
      body: { id: uuidv7(), workspace: world.id, reason: REASON, edit: false, minutes: 60 },
    }),
    "POST /grants/:id/end": async (here) => {
      const { id, cookie } = await letIn(here);
      return { ...settling(id, 2), cookie };
    },
    "POST /people/:person/sessions/end": async ({ agent }) => (await signIn(agent), { body: { session: null } }),
    "POST /people/:person/recover": async () => ({ body: { reason: REASON } }),
    // A share of a long work, page by page of its seals, and of a workspace's ledger after looking for its shard: here there is one page.
    "POST /audit/verify": async () => ({ body: { ledger: "platform", after: null } }),
  }),
};

function below(path: string, commands: Readonly<Record<string, Prepare>>): Record<string, Prepare> {
  return Object.fromEntries(Object.entries(commands).map(([line, prepare]) => [line.replace(" ", ` ${path}`).replace(/\/$/, ""), prepare]));
}

const PROJECT = { version: 0, name: "Marina Heights", code: "MH", place: "Dubai", status: "active" };
const VIEW = { version: 0, name: "Mine", share: "own", team: null, shape: VIEW_SHAPE };
const FORM = { questions: [], checkboxes: [], readAt: 0 };

async function newProject(desk: Desk): Promise<string> {
  const id = uuidv7();
  await done(desk, "PUT", `projects/${id}`, { ...PROJECT, id });
  return id;
}

async function onLead(world: World, of: Readonly<Record<string, unknown>>) {
  return { names: { lead: (await plantLead(world)).id }, body: { ...of, mutation: uuidv7() } };
}

/** What comes before the command that is measured has to happen, or it would measure a refusal. */
async function done(desk: Desk, method: string, path: string, body?: unknown) {
  const told = await desk.ask(method, path, body);
  if (told.status !== 200) throw new Error(`${method} ${path} was answered ${told.status}: ${told.text}`);
  return told.json;
}

const recovering = ({ desk, agent }: Here) => done(desk, "POST", `people/${agent}/recover`, { reason: REASON });
const seen = ({ id, version }: { readonly id: string; readonly version: number }): Sent => settling(id, version);
const settling = (id: string, version: number): Sent => ({ names: { id }, body: { version } });

async function invitedStranger(desk: Desk) {
  const person = await stranger();
  await invited(desk, emailOf(person));
  return { person, token: await lastToken(emailOf(person)) };
}

/** Support that asked to come in. */
async function waiting({ world }: Here) {
  const staff = await staffOf("platform:support");
  return { cookie: staff.signed.cookie, id: (await asked(staff, world)).body.id };
}

/** Support that is in. */
async function letIn(here: Here) {
  const wish = await waiting(here);
  const { status, text } = await inWorkspace(here.world, here.signed, "POST", `support/${wish.id}/approve`, { version: 1 });
  if (status !== 200) throw new Error(`approving was answered ${status}: ${text}`);
  return wish;
}
