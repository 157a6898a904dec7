import { Hono } from "hono";
import { headMailBody, type Records, recordsQuery, verifyBody } from "../../domain/records.ts";
import { can } from "../../domain/rights.ts";
import { fresh } from "../env.ts";
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
    const page = await readWorkspaceRecords(placeOf(c), query, { ...SCREEN, addresses: seesAddresses(c) });
    return c.json(page satisfies Records);
  })
  .get("/audit/export", need("audit.export"), (c) => {
    const query = parseInput(recordsQuery, c.req.query());
    const { workspace, actor } = c.var.admitted;
    const place = placeOf(c);
    const read: Parameters<typeof exportRecords>[1]["read"] = (asked, how) => readWorkspaceRecords(place, asked, how);
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

function seesAddresses(c: DoorContext): boolean {
  return can(actorOf(c), "sessions.addresses");
}
