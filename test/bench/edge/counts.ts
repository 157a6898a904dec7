import { app } from "../../../worker/app.ts";
import { deliver } from "../../support/deliver.ts";
import { plantLead } from "../../support/leads.ts";
import { ask } from "../../support/signed.ts";
import { answerWithin, untilQuiet } from "../../support/trips.ts";
import { makeWorld, metaNumber } from "../../support/world.ts";
import { COMMANDS, type Here, newHere, type Sent } from "./commands.ts";

/** More than any budget; what needs them all would not be told from what hangs. */
const MOST = 12;
/** What there is by the house's rule, session check included: nearly everything is within it, so the search begins here. */
const BUDGET = { read: 2, command: 3 } as const;
/**
 * Trips that are let through take a millisecond each, once what answers has been compiled. A decision waits for shard and rooms to
 * confirm it, and after two seconds (`carryOn`) says that they have not: what is carried on after the commit the answer does not need,
 * and it is not in the count. Whatever else a command asks for before it answers is.
 */
const PATIENCE_MS = { read: 1_000, command: 2_600 } as const;
type Kind = keyof typeof BUDGET;

/** The least number of trips, one after the other, with which that is answered at all. */
async function needed(what: string, kind: Kind, prepare: () => Promise<() => Promise<Response>>): Promise<number> {
  const isAnswered = async (most: number) => {
    const send = await prepare();
    // What an earlier one left to do would count as this one's.
    await untilQuiet();
    const answer = await answerWithin(most, send, PATIENCE_MS[kind]).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("no answer with")) return null;
      throw error;
    });
    if (answer === null) return false;
    if (answer.status >= 300) throw new Error(`${what} answered ${answer.status}: ${await answer.text()}`);
    await answer.body?.cancel();
    return true;
  };
  const first = await (await prepare())();
  await first.body?.cancel();
  let most: number = BUDGET[kind];
  while (!(await isAnswered(most))) if (++most > MOST) throw new Error(`${what} is not answered with ${MOST} trips`);
  if (most === BUDGET[kind]) while (most > 0 && (await isAnswered(most - 1))) most--;
  return most;
}

/** D1 round trips before a delivery's 200. */
export async function webhookTrips(): Promise<number> {
  const { page, form } = await makeWorld();
  return needed("the webhook", "read", async () => {
    const id = metaNumber();
    return () => deliver([{ id, page, form }]);
  });
}

/** D1 round trips of every API request, session check included, by route; `/api/auth` is the library's, and the demo never deployed. */
export async function apiTrips(): Promise<Record<string, number>> {
  const listed = routes();
  const gone = Object.keys(COMMANDS).filter((line) => !listed.some(({ method, path }) => `${method} ${path}` === line));
  if (gone.length > 0) throw new Error(`these commands are no routes: ${gone.join(", ")}`);
  const shared = await newHere();
  const known = { lead: (await plantLead(shared.world)).id };
  const trips: Record<string, number> = {};
  for (const { method, path } of listed) {
    const line = `${method} ${path}`;
    if (method === "GET") {
      const read = { path: `${path}${QUERIES[path] ?? ""}`, method };
      trips[line] = await needed(line, "read", async () => () => send(read, shared, { body: undefined, names: known }));
      continue;
    }
    const prepare = COMMANDS[line];
    if (prepare === undefined) throw new Error(`${line} is a new command: say in commands.ts what it is sent`);
    trips[line] = await needed(line, "command", async () => {
      const here = await newHere();
      const sent = await prepare(here);
      return () => send({ path, method }, here, sent);
    });
  }
  return trips;
}

function send({ path, method }: { readonly path: string; readonly method: string }, here: Here, sent: Sent): Promise<Response> {
  const names = { workspace: here.world.slug, person: here.agent, ...sent.names };
  const whole = Object.entries(names).reduce((text, [name, value]) => text.replace(`:${name}`, value), path);
  const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
  return ask(whole, { method, cookie: sent.cookie ?? here.signed.cookie, ...body });
}

/** Reads that are answered only if they say what of, and what costs most of those that can be asked for more. */
const QUERIES: Readonly<Record<string, string>> = {
  "/api/console/people": "?email=somebody@example.com",
  "/api/w/:workspace/people/:person/sessions": "?addresses=1",
};

/** Reads of one delivery and of one retry ask for what is not there in a fresh database; what the console does to deliveries, crons and jobs are jobs. */
const LEFT_OUT = /^\/api\/(auth|console\/(deliveries\/:id|retries))|^POST \/api\/console\/(changes|parked|crons|jobs)\//;

function routes(): { readonly method: string; readonly path: string }[] {
  const own = app.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"));
  const kept = own.filter(({ method, path }) => !LEFT_OUT.test(path) && !LEFT_OUT.test(`${method} ${path}`));
  return [...new Map(kept.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
