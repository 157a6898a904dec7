import { uuidv7 } from "uuidv7";
import type { Records } from "../../domain/records.ts";
import { hashDetail } from "../../worker/store/audit.ts";
import { platformLedger, workspaceLedger } from "../../worker/store/ledger.ts";
import { sealAudit } from "../../worker/store/seal.ts";
import { ask } from "./signed.ts";
import { databases, shard, testEnv, type World } from "./world.ts";

const DETAIL = { before: { stage: "new" }, after: { stage: "won" } };

/** Records by the thousand, written past the product, in the ledger of a workspace or (`null`) of the platform. */
export async function plantRecords(
  workspace: string | null,
  count: number,
  at: number,
  over: Readonly<Record<string, string>> = {},
): Promise<void> {
  const prefix = uuidv7();
  const columns: Record<string, string> = {
    act: "'lead.assigned'",
    subject_kind: "'lead'",
    subject: "'lead ' || n",
    actor: "'somebody'",
    ip: "'203.0.113.9'",
    browser: "'A browser'",
    detail_hash: `'${await hashDetail("s", DETAIL)}'`,
    ...over,
  };
  const own = workspace === null ? { names: "", values: "" } : { names: ", workspace_id", values: `, '${workspace}'` };
  const numbers = `(WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < ${count}) SELECT n FROM up) AS rows`;
  const client = workspace === null ? testEnv.PLATFORM_DB : testEnv.WORKSPACE_DB_1;
  await client.batch(
    [
      `INSERT INTO audit (id, at, ${Object.keys(columns).join(", ")}${own.names})
       SELECT '${prefix}' || n, ${at} + n, ${Object.values(columns).join(", ")}${own.values} FROM ${numbers}`,
      `INSERT INTO audit_detail (audit, salt, detail${own.names}) SELECT '${prefix}' || n, 's', '${JSON.stringify(DETAIL)}'${own.values} FROM ${numbers}`,
    ].map((text) => client.prepare(text)),
  );
}

/** Seals whatever is not sealed yet. */
export async function sealed(workspace: string | null, at: number): Promise<void> {
  const ledger = workspace === null ? platformLedger(databases.platform) : workspaceLedger(shard, workspace);
  while ((await sealAudit(ledger, at)) > 0);
}

export async function recordsOf(world: World, cookie: string, query: Readonly<Record<string, string>> = {}): Promise<Records> {
  const answer = await ask(`/api/w/${world.slug}/audit?${new URLSearchParams(query).toString()}`, { cookie });
  if (answer.status !== 200) throw new Error(`the audit answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** All pages, one after the other; throws where they do not come to an end. */
export async function allRecords(
  read: (query: Readonly<Record<string, string>>) => Promise<Records>,
  query: Readonly<Record<string, string>> = {},
) {
  const pages: Records[] = [];
  for (let after: string | undefined; pages.length < 500;) {
    const page = await read({ ...query, ...(after === undefined ? {} : { after }) });
    pages.push(page);
    if (page.next === null) return { pages, rows: pages.flatMap((one) => one.rows) };
    after = page.next;
  }
  throw new Error("pages without an end");
}
