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

describe("FL1: leads from before are found by ad set and ad", () => {
  it("as the submission that made them says: one for each name in a campaign, of each workspace its own", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database, (file) => file < "0011");
    const lead = database.prepare(
      `INSERT INTO lead (n, id, workspace_id, name, campaign_id, stage, reason, is_test, submitted_at, received_at, amber_at, red_at, last_activity_at)
       VALUES (?, 'lead-' || ?, ?, '', ?, 'new', '{}', 0, ?, 1, 0, 0, 1)`,
    );
    const submission = database.prepare(
      `INSERT INTO submission (workspace_id, source, id, lead_id, ad_set, ad, organic, via, submitted_at, received_at, answers, consents)
       VALUES (?, ?, ?, 'lead-' || ?, ?, ?, 0, 'webhook', ?, 1, '[]', '[]')`,
    );
    const plant = (
      n: number,
      where: string,
      campaign: string | null,
      sent: readonly (readonly [string | null, string | null, number])[],
    ) => {
      lead.run(n, n, where, campaign, 100);
      sent.forEach(([set, ad, at], place) => submission.run(where, `meta:${n}-${place}`, `${n}-${place}`, n, set, ad, at));
    };
    plant(1, "w", "c1", [["Broad", "Video", 100]]);
    // A form that came late is not the one that made it.
    plant(2, "w", "c1", [
      ["Broad", "Still", 100],
      ["Late", "Late", 50],
    ]);
    plant(3, "w", "c2", [["Broad", "Video", 100]]);
    plant(4, "w", null, [[null, "120200000000000001", 100]]);
    plant(5, "w", null, [[null, null, 100]]);
    plant(6, "w", null, []);
    plant(7, "other", "c1", [["Broad", "Video", 100]]);
    plant(8, "w", "c1", [["Broad", "Video", 100]]);
    migrate(database, (file) => file >= "0011");
    const named = database.prepare(
      `SELECT l.n, s.name AS adSet, s.campaign_id AS campaign, a.name AS ad, a.id AS id, l.ad_set AS setN, l.ad AS adN FROM lead AS l
       LEFT JOIN ad_set AS s ON s.workspace_id = l.workspace_id AND CAST(s.n AS TEXT) = l.ad_set
       LEFT JOIN ad AS a ON a.workspace_id = l.workspace_id AND CAST(a.n AS TEXT) = l.ad AND a.ad_set_id IS s.id ORDER BY l.n`,
    );
    const found = named.all() as {
      adSet: string | null;
      campaign: string | null;
      ad: string | null;
      id: string;
      setN: string;
      adN: string;
    }[];
    expect(found.map(({ adSet, campaign, ad }) => [adSet, campaign, ad])).toEqual([
      ["Broad", "c1", "Video"],
      ["Broad", "c1", "Still"],
      ["Broad", "c2", "Video"],
      [null, null, "120200000000000001"],
      [null, null, null],
      [null, null, null],
      ["Broad", "c1", "Video"],
      ["Broad", "c1", "Video"],
    ]);
    expect(found[3]?.id).toBe("120200000000000001");
    const [first, second, third, , , , , last] = found;
    expect([last?.setN, last?.adN, second?.setN]).toEqual([first?.setN, first?.adN, first?.setN]);
    expect(new Set([first?.setN, third?.setN]).size).toBe(2);
    expect(new Set([first?.adN, second?.adN, third?.adN]).size).toBe(3);
    expect(database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'lead_came_by'").get()).toEqual({ n: 0 });
    database.close();
  });
});

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
