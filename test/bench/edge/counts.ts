import { uuidv7 } from "uuidv7";
import { app } from "../../../worker/app.ts";
import { platformMember } from "../../../worker/store/schema/platform.ts";
import { enterConsole, staffOf } from "../../support/console.ts";
import { deliver } from "../../support/deliver.ts";
import { asked, inWorkspace } from "../../support/grants.ts";
import { personIn, plantLead } from "../../support/leads.ts";
import { ask, signIn } from "../../support/signed.ts";
import { answerWithin } from "../../support/trips.ts";
import { databases, makeWorld, metaNumber } from "../../support/world.ts";

/** More than any budget; what needs them all would not be told from what hangs. */
const MOST = 12;
/** Trips that are let through take a millisecond each, once what answers has been compiled. */
const PATIENCE_MS = 1_000;

/** The least number of trips, one after the other, with which that is answered at all. */
async function needed(what: string, prepare: () => Promise<() => Promise<Response>>): Promise<number> {
  const first = await (await prepare())();
  await first.body?.cancel();
  for (let most = 0; most <= MOST; most++) {
    const answer = await answerWithin(most, await prepare(), PATIENCE_MS).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("no answer with")) return null;
      throw error;
    });
    if (answer === null) continue;
    if (answer.status >= 300) throw new Error(`${what} answered ${answer.status}: ${await answer.text()}`);
    await answer.body?.cancel();
    return most;
  }
  throw new Error(`${what} is not answered with ${MOST} trips`);
}

/** D1 round trips before a delivery's 200. */
export async function webhookTrips(): Promise<number> {
  const { page, form } = await makeWorld();
  return needed("the webhook", async () => {
    const id = metaNumber();
    return () => deliver([{ id, page, form }]);
  });
}

/** `cookie`: of somebody else than the owner. */
type Send = { readonly path: string; readonly method: string; readonly body?: unknown; readonly cookie?: string };

/** D1 round trips of every API request, session check included, by route; `/api/auth` is the library's, and the demo never deployed. */
export async function apiTrips(): Promise<Record<string, number>> {
  const world = await makeWorld();
  const owner = personIn(world, "owner");
  await databases.platform.insert(platformMember).values({ personId: owner, role: "platform:super_admin", createdAt: 0 });
  const signed = await enterConsole(await signIn(owner), owner);
  const { cookie } = signed;
  /** Support that asked to come in, and somebody who was let in. */
  const waiting = async () => {
    const staff = await staffOf("platform:support");
    return { staff, id: (await asked(staff, world)).body.id };
  };
  const letIn = async () => {
    const { staff, id } = await waiting();
    await inWorkspace(world, signed, "POST", `support/${id}/approve`, { version: 1 });
    return { staff, id };
  };
  const lead = async () => (await plantLead(world)).id;
  const known = { workspace: world.slug, lead: await lead(), mutation: uuidv7(), person: owner };
  const writes: Readonly<Record<string, (path: string) => Promise<Send>>> = {
    "PUT /api/w/:workspace/leads/:lead/owner": async (path) => put(path, await lead(), { version: 1, owner }),
    "PUT /api/w/:workspace/leads/:lead/stage": async (path) => put(path, await lead(), { version: 1, stage: "won" }),
    "POST /api/w/:workspace/leads/:lead/attempts": async (path) => ({
      ...put(path, await lead(), { channel: "phone", outcome: "reached" }),
      method: "POST",
    }),
    "POST /api/w/:workspace/undo": async (path) => {
      const set = put("/api/w/:workspace/leads/:lead/stage", await lead(), { version: 1, stage: "won" });
      const done = await ask(set.path.replace(":workspace", world.slug), { method: "PUT", cookie, body: JSON.stringify(set.body) });
      if (done.status !== 200) throw new Error(`nothing to undo: ${done.status}`);
      return { path, method: "POST", body: { of: set.body.mutation, mutation: uuidv7() } };
    },
    "POST /api/w/:workspace/support/:id/approve": async (path) => settled(path, (await waiting()).id, 1),
    "POST /api/w/:workspace/support/:id/refuse": async (path) => settled(path, (await waiting()).id, 1),
    "POST /api/w/:workspace/support/:id/end": async (path) => settled(path, (await letIn()).id, 2),
    "POST /api/w/:workspace/support/leave": async (path) => ({
      path,
      method: "POST",
      body: {},
      cookie: (await letIn()).staff.signed.cookie,
    }),
  };
  const trips: Record<string, number> = {};
  for (const { method, path } of routes()) {
    const write = writes[`${method} ${path}`];
    if (method !== "GET" && write === undefined) throw new Error(`${method} ${path} is a new command: say here what it is sent`);
    trips[`${method} ${path}`] = await needed(`${method} ${path}`, async () => {
      const sent: Send = write === undefined ? { path: `${path}${QUERIES[path] ?? ""}`, method } : await write(path);
      const whole = Object.entries(known).reduce((text, [name, value]) => text.replace(`:${name}`, value), sent.path);
      return () =>
        ask(whole, {
          method: sent.method,
          cookie: sent.cookie ?? cookie,
          ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
        });
    });
  }
  return trips;
}

function put(path: string, lead: string, body: Readonly<Record<string, unknown>>) {
  return { path: path.replace(":lead", lead), method: "PUT", body: { ...body, mutation: uuidv7() } };
}

function settled(path: string, grant: string, version: number): Send {
  return { path: path.replace(":id", grant), method: "POST", body: { version } };
}

/** Reads that are answered only if they say what of. */
const QUERIES: Readonly<Record<string, string>> = { "/api/console/people": "?email=somebody@example.com" };

/** Reads of one delivery and of one retry ask for what is not there in a fresh database; the console's acts are jobs. */
const LEFT_OUT = /^\/api\/(auth|console\/(deliveries\/:id|retries))|^POST \/api\/console/;

function routes(): { readonly method: string; readonly path: string }[] {
  const own = app.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"));
  const kept = own.filter(({ method, path }) => !LEFT_OUT.test(path) && !LEFT_OUT.test(`${method} ${path}`));
  return [...new Map(kept.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
