import { Hono } from "hono";
import { isLinkKept } from "../../domain/lead.ts";
import { headMailBody, type Records, recordsQuery, verifyBody } from "../../domain/records.ts";
import { can } from "../../domain/rights.ts";
import { fresh } from "../env.ts";
import { keepRecord } from "../store/audit.ts";
import { readHeadMail, setHeadMail } from "../store/heads.ts";
import { workspaceLedger } from "../store/ledger.ts";
import { readWorkspaceRecords, SCREEN } from "../store/records.ts";
import { exportRecords } from "./audit-export.ts";
import { actorOf, type Door, type DoorContext, doerOf, parseInput, readBody, shardOf } from "./door.ts";
import { need } from "./need.ts";
import { verifyOn } from "./verifying.ts";

/** A workspace's audit (AU1): what was done in it, to read, to take away and to verify. */
export const auditRoutes = new Hono<Door>()
  .get("/audit", need("audit.read"), async (c) => {
    const query = parseInput(recordsQuery, c.req.query());
    const addresses = seesAddresses(c);
    // Asked first: the record and the page are then one round trip.
    const isFirst = addresses && (await isFirstLook(c));
    const read = readWorkspaceRecords(placeOf(c), query, { ...SCREEN, addresses, linksKept: isLinkKept(actorOf(c)) });
    const [page] = await Promise.all([read, isFirst ? noteAddresses(c) : null]);
    return c.json(page satisfies Records);
  })
  .get("/audit/export", need("audit.export"), (c) => {
    const query = parseInput(recordsQuery, c.req.query());
    const { workspace, actor } = c.var.admitted;
    const place = placeOf(c);
    const linksKept = isLinkKept(actor);
    const read: Parameters<typeof exportRecords>[1]["read"] = (asked, how) => readWorkspaceRecords(place, asked, { ...how, linksKept });
    return exportRecords(c, { home: workspace, name: workspace.slug, person: actor.person, query, addresses: seesAddresses(c), read });
  })
  .post("/audit/verify", need("audit.read"), async (c) => {
    const { after } = await readBody(c, verifyBody);
    const { workspace, actor } = c.var.admitted;
    return c.json(await verifyOn(c, { ledger: workspaceLedger(shardOf(c), workspace.id), home: workspace, person: actor.person, after }));
  })
  .get("/audit/mail", need("audit.mail"), async (c) => c.json({ on: await readHeadMail(c.var.databases.platform, memberOf(c)) }))
  .put("/audit/mail", need("audit.mail"), async (c) => {
    const { on } = await readBody(c, headMailBody);
    await setHeadMail(c.var.databases.platform, memberOf(c), on, doerOf(c), fresh);
    return c.json({ on });
  });

function placeOf(c: DoorContext) {
  return { platform: c.var.databases.platform, shard: shardOf(c), workspace: c.var.admitted.workspace.id };
}

function memberOf(c: DoorContext) {
  return { workspace: c.var.admitted.workspace.id, person: actorOf(c).person };
}

/** A screen asks again and again: who looks is a record once an hour. */
const NOTED_MS = 3_600_000;

function looksOf(c: DoorContext) {
  const { workspace, actor } = c.var.admitted;
  return { counter: c.env.THROTTLE.getByName(`looks ${actor.person}`), what: `addresses ${workspace.id}` };
}

async function isFirstLook(c: DoorContext): Promise<boolean> {
  const { counter, what } = looksOf(c);
  return counter.claim(what, NOTED_MS);
}

/** Network addresses are read with the security right only, and not unseen. */
async function noteAddresses(c: DoorContext): Promise<void> {
  const { workspace } = c.var.admitted;
  const audited = { act: "audit.addresses_read", subjectKind: "workspace", subject: workspace.id, detail: {} };
  await keepRecord(c.var.databases, workspace, audited, doerOf(c), fresh).catch(async (error: unknown) => {
    const { counter, what } = looksOf(c);
    await counter.release(what);
    throw error;
  });
}

function seesAddresses(c: DoorContext): boolean {
  return can(actorOf(c), "sessions.addresses");
}
