import { deliver, type Told } from "../../support/deliver.ts";
import { watchSql } from "../../support/sql.ts";
import { atMeta, makeWorld, testEnv } from "../../support/world.ts";
import { indexRows, isSettled, itemised, REWRITTEN } from "../../support/written.ts";

const PATIENCE_MS = 10_000;

/** Rows that one Meta lead writes, all tables and indexes: the first of a database, since its full-text index is still in one piece. */
export async function rowsWritten(): Promise<{ readonly rows: number }> {
  const world = await makeWorld({
    people: { sara: { role: "agent", teams: ["north"] } },
    rules: [{ match: {}, pool: { kind: "team", team: "north" } }],
  });
  const made = await atMeta("POST", "/_/create", { page: world.page, form: world.form, count: 1 });
  const before = await indexRows();
  const watching = watchSql(testEnv);
  await deliver(made["leads"] as Told[]);
  const late = Date.now() + PATIENCE_MS;
  while (!isSettled(watching.trips)) {
    if (Date.now() > late) throw new Error("the lead did not arrive");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  watching.stop();
  const counted = Object.values(itemised(watching.trips)).reduce((sum, rows) => sum + rows, 0);
  return { rows: counted + (await indexRows()) - before + REWRITTEN };
}
