import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { searchWords } from "../../domain/search.ts";

const FOLDER = "migrations/workspace";

function migrate(database: DatabaseSync, which: (file: string) => boolean): void {
  for (const file of readdirSync(FOLDER).sort()) {
    if (file.endsWith(".sql") && which(file)) database.exec(readFileSync(`${FOLDER}/${file}`, "utf8"));
  }
}

interface Old {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly city: string | null;
}

/** As a lead was searched before the sales floor: all its folded words in one line. */
function plantOld(database: DatabaseSync, n: number, { name, phone, email, company, city }: Old, body: string): void {
  database
    .prepare(
      `INSERT INTO lead (n, id, workspace_id, name, phone, email, company, city, stage, reason, is_test, submitted_at, received_at, amber_at, red_at, last_activity_at)
       VALUES (?, 'lead-' || ?, 'w', ?, ?, ?, ?, ?, 'new', '{}', 0, 1, 1, 0, 0, 1)`,
    )
    .run(n, n, name, phone, email, company, city);
  database.prepare("INSERT INTO lead_search (n, workspace_id, scope, body) VALUES (?, 'w', 'ww', ?)").run(n, body);
}

describe("FL1: leads from before the sales floor are found as others are", () => {
  it.each<[Old, string]>([
    [
      { name: "José Ñandú", phone: "+971501234567", email: "Jose@Example.com", company: "Café Palm", city: "Dubai" },
      "jose nandu 971501234567 jose@example.com cafe palm",
    ],
    [{ name: "Omar", phone: null, email: "o@x.co", company: "Acme", city: null }, "omar o@x.co acme"],
    [{ name: "Noor", phone: "+971501234567", email: null, company: "Acme", city: null }, "noor 971501234567 acme"],
    [{ name: "أحمد", phone: null, email: null, company: "شركة", city: "أبوظبي" }, "احمد شركه"],
    // PV2: what is no international number stands with the telephones too.
    [{ name: "Sami", phone: "055 111-2222", email: null, company: null, city: "Dubai" }, "sami 0551112222"],
  ])("%j", (lead, body) => {
    const database = new DatabaseSync(":memory:");
    migrate(database, (file) => file < "0005");
    plantOld(database, 1, lead, body);
    migrate(database, (file) => file >= "0005");
    expect({ ...database.prepare("SELECT body, phone, email FROM lead_search").get() }).toEqual({ ...searchWords(lead) });
    database.close();
  });
});
