import { uuidv7 } from "uuidv7";
import { COMMANDS, type Here, newHere, type Sent } from "./every-command.ts";
import { plantLead } from "./leads.ts";
import { offered } from "./pages.ts";
import { ask } from "./signed.ts";
import { routesOfApp, VIEW_SHAPE } from "./tenant-routes.ts";

/** Every request of the API that has a budget of round trips, as the app itself lists its routes. */
export interface Budgeted {
  readonly line: string;
  readonly kind: "read" | "command";
  /** All that has to be there first. What it gives is answered with success, once. */
  prepare(): Promise<() => Promise<Response>>;
}

/** Reads that are answered only if they say what of, and what costs most of those that can be asked for more. */
const QUERIES: Readonly<Record<string, string>> = {
  "/api/console/people": "?email=somebody@example.com",
  "/api/w/:workspace/people/:person/sessions": "?addresses=1",
  "/api/w/:workspace/leads": "?sort=followUp&name=~a&custom.budget=2m",
  "/api/w/:workspace/counts": "?group=project&name=~a",
  "/api/w/:workspace/search": "?q=layla",
};

/**
 * `/api/auth` is the library's. Reads of one delivery and of one retry ask for what is not there in a fresh database. What the console does
 * to deliveries, crons and jobs are jobs. Where Meta sends people back to is a page that leads on, and has its own test.
 */
const LEFT_OUT =
  /^GET \/api\/meta\/connected$|^GET \/api\/console\/(deliveries\/:id|retries)|^POST \/api\/console\/(changes|parked|crons|jobs)\//;

/** Throws for a command that nobody said the body of. */
export function everyRequest(): readonly Budgeted[] {
  const lines = routesOfApp()
    .filter(({ path }) => path.startsWith("/api/"))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((line) => !LEFT_OUT.test(line));
  const gone = Object.keys(COMMANDS).filter((line) => !lines.includes(line));
  if (gone.length > 0) throw new Error(`these commands are no routes: ${gone.join(", ")}`);
  return lines.map((line) => {
    // One that leaves a record once an hour leaves it each time: nobody has looked in a new workspace.
    if (line.startsWith("GET ")) return { line, kind: "read", prepare: () => reading(line) };
    const prepare = COMMANDS[line];
    if (prepare === undefined) throw new Error(`${line} is a new command: say in every-command.ts what it is sent`);
    return {
      line,
      kind: "command",
      prepare: async () => {
        const here = await newHere();
        const sent = await prepare(here);
        return () => send(line, here, sent);
      },
    };
  });
}

async function reading(line: string): Promise<() => Promise<Response>> {
  const here = await newHere();
  const { id: lead } = await plantLead(here.world);
  const view = uuidv7();
  if (line.includes(":view")) {
    const sent = { version: 0, name: "Mine", share: "own", team: null, shape: VIEW_SHAPE };
    await here.desk.ask("PUT", `views/${view}`, sent);
  }
  const names = line.includes("/offers/:id") ? { id: await offered(here.world, here.owner) } : { lead, view };
  return () => send(line, here, { body: undefined, names });
}

function send(line: string, here: Here, sent: Sent): Promise<Response> {
  const [method = "", path = ""] = line.split(" ");
  const names = { workspace: here.world.slug, person: here.agent, ...sent.names };
  const whole = Object.entries(names).reduce((text, [name, value]) => text.replace(`:${name}`, value), `${path}${QUERIES[path] ?? ""}`);
  const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
  return ask(whole, { method, cookie: sent.cookie ?? here.signed.cookie, ...body });
}
