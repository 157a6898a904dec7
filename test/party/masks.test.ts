import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import type { LeadDetail } from "../../domain/api.ts";
import { handOf } from "../support/commands.ts";
import { deliver } from "../support/deliver.ts";
import { arrived, create } from "../support/intake.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { ask } from "../support/signed.ts";
import { changeSettings, tellRooms } from "./acts.ts";
import { enter, type Floor, listOf, makeFloor, roomIn } from "./floor.ts";

const PHONE = "+971501234567";
const EMAIL = "layla.haddad@example.com";
/** However it was typed. */
const TELLS_PHONE = /50\s?123\s?45\s?67/;

const people = ({ north, south }: { north: string; south: string }) => ({
  owner: { role: "owner" as const },
  manager: { role: "manager" as const, teams: [north] },
  sara: { role: "agent" as const, teams: [north] },
  omar: { role: "agent" as const, teams: [south] },
  eye: { role: "auditor" as const },
});

/** Telephones are kept from managers and agents, addresses from agents and auditors; the rules give nobody anything. */
const maskedFloor = () =>
  makeFloor((teams) => ({
    people: people(teams),
    settings: { agentsSeeUnclaimed: true, masks: { phone: ["manager", "agent"], email: ["agent", "auditor"] } },
  }));

const KEPT: Readonly<Record<string, readonly string[]>> = {
  owner: [],
  manager: ["phone"],
  sara: ["phone", "email"],
  eye: ["email"],
};

async function come(floor: Floor): Promise<string> {
  const told = await create(floor, 1, {
    leads: [
      {
        field_data: [
          { name: "full_name", values: ["Layla Haddad"] },
          { name: "phone_number", values: [PHONE] },
          { name: "email", values: [EMAIL] },
          { name: "best_time", values: ["call 050 123 45 67 or write to layla.haddad@example.com"] },
        ],
      },
    ],
  });
  await deliver(told);
  const [lead] = await arrived(floor, 1);
  if (lead === undefined) throw new Error("no lead");
  return lead.id;
}

function keeps(text: string, key: string): void {
  const kept = KEPT[key] ?? [];
  expect([key, "phone", TELLS_PHONE.test(text)]).toEqual([key, "phone", !kept.includes("phone")]);
  expect([key, "email", text.includes(EMAIL)]).toEqual([key, "email", !kept.includes("email")]);
}

describe("PV2: what a workspace keeps from a role is left out wherever the lead goes", () => {
  it("lists, the open lead with its answers, and the frames of the live log", async () => {
    const floor = await maskedFloor();
    const clients = await Promise.all(Object.keys(KEPT).map(async (key) => [key, await enter(floor, key)] as const));
    const id = await come(floor);
    for (const [key, client] of clients) {
      await client.next("changes", (frame) => frame.upserts.some((upsert) => upsert.row.id === id));
      keeps(client.texts.join("\n"), key);
      const { cookie } = client.signed;
      const texts = await Promise.all(
        ["leads", "leads?owner=none", `leads/${id}`].map(async (path) => (await ask(`/api/w/${floor.slug}/${path}`, { cookie })).text()),
      );
      for (const text of texts) keeps(text, key);
      const detail = JSON.parse(texts[2] ?? "") as LeadDetail;
      expect(detail.row.masked ?? []).toEqual(KEPT[key]);
      const hidden = detail.submissions.flatMap((one) => one.answers.filter((answer) => answer.masked));
      expect(hidden.map((answer) => [answer.values, answer.shown])).toEqual(hidden.map(() => [[], []]));
      // Typed into another question, it tells both.
      expect(hidden.map((answer) => answer.key).includes("best_time")).toBe((KEPT[key] ?? []).length > 0);
    }
  });

  it("it falls for whom the lead is given to, at once, and is back when it is taken from them", async () => {
    const floor = await maskedFloor();
    const id = await come(floor);
    const sara = await enter(floor, "sara");
    const owner = await handOf(floor, "owner");
    const given = await owner.assign(id, personIn(floor, "sara"));
    expect(given.status).toBe(200);
    const mine = (await sara.next("changes", (frame) => frame.upserts.length > 0)).upserts[0]?.row;
    expect([mine?.phone, mine?.email, mine?.masked]).toEqual([PHONE, EMAIL, undefined]);
    await owner.assign(id, null, { version: given.body.row?.version });
    const away = (await sara.next("changes", (frame) => frame.upserts.length > 0)).upserts[0]?.row;
    expect([away?.phone, away?.email, away?.masked]).toEqual([null, null, ["phone", "email"]]);
  });

  it("the answers to commands and the lead of a conflict keep it too", async () => {
    const floor = await maskedFloor();
    const lead = await plantLead(floor, { phone: PHONE, email: EMAIL, owner: personIn(floor, "omar"), team: floor.north });
    const manager = await handOf(floor, "manager");
    const done = await manager.attempt(lead.id);
    const staged = await manager.stage(lead.id, "contacted", { version: 2 });
    const late = await manager.stage(lead.id, "visit", { version: 1 });
    const mutation = uuidv7();
    const again = [
      await manager.stage(lead.id, "qualified", { version: 3, mutation }),
      await manager.stage(lead.id, "qualified", { version: 3, mutation }),
    ];
    expect([done.status, staged.status, late.status, ...again.map((told) => told.status)]).toEqual([200, 200, 409, 200, 200]);
    for (const told of [done, staged, late, ...again]) keeps(told.text, "manager");
  });

  it("switched on or off while people watch, they start again, and see what they may now; who is kept from nothing goes on", async () => {
    const floor = await makeFloor((teams) => ({ people: people(teams), settings: { agentsSeeUnclaimed: true } }));
    await come(floor);
    const [sara, owner] = [await enter(floor, "sara"), await enter(floor, "owner")];
    expect(JSON.stringify(await listOf(floor, sara.signed))).toContain(PHONE);
    await changeSettings(floor, { agentsSeeUnclaimed: true, masks: { phone: ["agent"], email: [] } });
    await tellRooms();
    expect((await sara.next("reset")).why).toBe("rights");
    expect(JSON.stringify(await listOf(floor, sara.signed))).not.toMatch(TELLS_PHONE);
    await roomIn(floor).poke();
    await owner.ping();
    expect(owner.frames.filter((frame) => frame.t === "reset")).toEqual([]);
    await changeSettings(floor, { agentsSeeUnclaimed: true, masks: { phone: [], email: [] } });
    await tellRooms();
    expect(JSON.stringify(await listOf(floor, sara.signed))).toContain(PHONE);
  });
});
