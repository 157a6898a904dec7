import { Hono } from "hono";
import { Refusal } from "../../domain/errors.ts";
import { type Records, recordsQuery, verifyOneBody } from "../../domain/records.ts";
import type { Databases } from "../store/database.ts";
import { type Ledger, platformLedger, workspaceLedger } from "../store/ledger.ts";
import { findWorkspace } from "../store/people.ts";
import { readPlatformRecords, SCREEN } from "../store/records.ts";
import { exportRecords } from "./audit-export.ts";
import { type Door, parseInput, readBody } from "./door.ts";
import { needOnPlatform } from "./need.ts";
import { verifyOn } from "./verifying.ts";

/** The platform's own audit (AU1), whole: whoever may read it may see from where. A workspace's is verified here and read only there. */
export const consoleAudit = new Hono<Door>()
  .get("/audit", needOnPlatform("audit.read"), async (c) => {
    const query = parseInput(recordsQuery, c.req.query());
    const page = await readPlatformRecords(c.var.databases.platform, query, { ...SCREEN, addresses: true });
    return c.json(page satisfies Records);
  })
  .get("/audit/export", needOnPlatform("audit.export"), (c) => {
    const query = parseInput(recordsQuery, c.req.query());
    const { databases, platform: admitted } = c.var;
    const read: Parameters<typeof exportRecords>[1]["read"] = (asked, how) => readPlatformRecords(databases.platform, asked, how);
    return exportRecords(c, { home: null, name: "platform", person: admitted.person, query, addresses: true, read });
  })
  .post("/audit/verify", needOnPlatform("audit.read"), async (c) => {
    const { ledger, after } = await readBody(c, verifyOneBody);
    const { databases, platform: admitted } = c.var;
    return c.json(await verifyOn(c, { ledger: await ledgerOf(databases, ledger), home: null, person: admitted.person, after }));
  });

async function ledgerOf(databases: Databases, named: string): Promise<Ledger> {
  if (named === "platform") return platformLedger(databases.platform);
  const workspace = await findWorkspace(databases.platform, named);
  if (workspace === undefined) throw new Refusal("not_found");
  return workspaceLedger(databases.shard(workspace.shard), workspace.id);
}
