import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const schema = await readFile("worker/store/schema/workspace.ts", "utf8");
const tables = [...schema.matchAll(/export const (\w+) = sqliteTable/g)].flatMap((match) => match[1] ?? []);

/** That every statement names its workspace is watched while the Worker suites run (test/support/sql.ts). */
describe("tenant isolation in the schema", () => {
  it("every workspace table is led by its workspace", () => {
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) {
      const body = schema.slice(schema.indexOf(`export const ${table} = `)).split("\nexport const ")[0] ?? "";
      expect(body, table).toMatch(/workspaceId(: workspaceId\(\)|: text\("workspace_id"\))/);
    }
  });

  it("every index of a workspace table begins with the workspace, but the one that finds a lead by its id", () => {
    const indexes = [...schema.matchAll(/(?:index|uniqueIndex)\("(\w+)"\)\.on\(table\.(\w+)/g)];
    expect(indexes.filter((match) => match[2] !== "workspaceId").map((match) => match[1])).toEqual(["lead_id"]);
    // Begun with the workspace, it would be taken to read through all of a workspace's leads.
    expect(schema).toContain('uniqueIndex("lead_id").on(table.id, table.workspaceId)');
    const keys = [...schema.matchAll(/primaryKey\(\{ columns: \[table\.(\w+)/g)];
    expect(keys.filter((match) => match[1] !== "workspaceId").map((match) => match[0])).toEqual([]);
  });
});
