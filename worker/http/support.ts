import { type Context, Hono, type MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { uuid } from "../../domain/ids.ts";
import { can } from "../../domain/rights.ts";
import { grantBody, type GrantRow } from "../../domain/support.ts";
import { fresh } from "../env.ts";
import { carryOn } from "../identity/carry.ts";
import { keepRecord } from "../store/audit.ts";
import { findGrant, grantsOfWorkspace, type Settle, settleGrant, type Settling } from "../store/grants.ts";
import { actorOf, type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { need, needOf } from "./need.ts";

const nothing = v.object({});

/** Support in a workspace, as its owners decide on it (SU1). */
export const supportRoutes = new Hono<Door>()
  .get("/support", need("support.decide"), async (c) => {
    const { databases, admitted } = c.var;
    return c.json({ grants: await grantsOfWorkspace(databases.platform, admitted.workspace.id, fresh.now()) });
  })
  // Whoever is here by a grant, of their own accord and without the console: to give something up nothing has to be proven.
  .post("/support/leave", need("workspace.read"), async (c) => {
    await readBody(c, nothing);
    const { grant } = c.var.admitted;
    if (grant === null) throw new Refusal("not_allowed");
    return settled(c, await grantHere(c, grant.id), "ended", "asker");
  })
  .post("/support/:id/approve", need("support.decide"), (c) => decided(c, "approved"))
  .post("/support/:id/refuse", need("support.decide"), (c) => decided(c, "refused"))
  .post("/support/:id/end", need("support.decide"), (c) => decided(c, "ended"));

async function decided(c: DoorContext, to: Settling): Promise<Response> {
  const { version } = await readBody(c, grantBody);
  const known = await grantHere(c, c.req.param("id") ?? "");
  // Nobody lets themselves in.
  if (to === "approved" && known.person.id === actorOf(c).person) throw new Refusal("not_allowed");
  if (known.version !== version) throw new Refusal("conflict");
  return settled(c, known, to, "owner");
}

async function grantHere(c: DoorContext, id: string): Promise<GrantRow> {
  const found = v.is(uuid, id) ? await findGrant(c.var.databases.platform, id, fresh.now()) : undefined;
  if (found?.workspace.id !== c.var.admitted.workspace.id) throw new Refusal("not_found");
  return found;
}

function settled(c: DoorContext, known: GrantRow, to: Settling, as: "owner" | "asker"): Promise<Response> {
  return settle(c, known, { to, by: { id: actorOf(c).person, name: c.var.admitted.name }, as });
}

/** Decides, and answers once the rooms have acted (EV4); a room that does not is told again each minute. */
export async function settle(c: DoorContext, known: GrantRow, settling: Settle): Promise<Response> {
  const { databases } = c.var;
  if (known.state !== (settling.to === "ended" ? "approved" : "asked")) throw new Refusal("conflict");
  const { row, opensOrCloses } = await settleGrant(databases.platform, known, settling, doerOf(c, settling.by.id), fresh);
  if (opensOrCloses) await carryOn(c.env, c.executionCtx, { workspace: known.workspace.id, subjects: [known.workspace.id] });
  return c.json(row satisfies GrantRow);
}

/**
 * SU1: every page that support sees of a workspace is a record of the workspace. It is written while the page is read, and without it
 * there is no answer. What the table refuses them is not seen.
 */
export const recordVisits: MiddlewareHandler<Door> = async (c, next) => {
  const { grant, workspace } = c.var.admitted;
  const route = grant !== null && SEEING.includes(c.req.method) ? routeOf(c) : undefined;
  if (grant === null || route === undefined) return next();
  const audited = { act: "support.viewed", ...subjectOf(route, c.req.path, workspace.id), detail: { route } };
  const [recorded] = await Promise.allSettled([keepRecord(c.var.databases, workspace, audited, doerOf(c), fresh), next()]);
  if (recorded.status === "rejected") throw recorded.reason;
};

const SEEING = ["GET", "HEAD"];
/** A count that an open list asks for by itself, again and again: it shows no lead. */
const FIGURES = "/api/w/:workspace/waiting";

/** The route's pattern, where this person may have what it gives. */
function routeOf(c: Context<Door>): string | undefined {
  const asking = matchedRoutes(c).find(({ handler }) => needOf(handler) !== undefined);
  const asked = asking === undefined ? undefined : needOf(asking.handler);
  if (asking?.path === FIGURES) return undefined;
  return asking !== undefined && asked !== undefined && "workspace" in asked && can(actorOf(c), asked.workspace) ? asking.path : undefined;
}

/** What the pattern names behind the workspace, such as a lead; else the workspace itself. A middleware knows no parameters but its own. */
function subjectOf(route: string, path: string, workspace: string): { readonly subjectKind: string; readonly subject: string } {
  const parts = path.split("/");
  const named = route
    .split("/")
    .flatMap((part, n) => (part.startsWith(":") && part !== ":workspace" ? [[part.slice(1), parts[n] ?? ""] as const] : []));
  const [kind, id] = named[0] ?? ["workspace", workspace];
  return { subjectKind: kind, subject: id.slice(0, LONGEST_ID) };
}

/** Of an id of ours. What was asked for may hold anything. */
const LONGEST_ID = 64;
