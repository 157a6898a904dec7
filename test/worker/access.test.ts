import { fc, test as property } from "@fast-check/vitest";
import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { can, CAPABILITY_NAMES, MEMBER_STATES, NAMED_RIGHTS, type NamedRight, ROLES } from "../../domain/rights.ts";
import { withRights } from "../../party/resume.ts";
import { fresh } from "../../worker/env.ts";
import { getActor } from "../../worker/identity/actor.ts";
import { readRights } from "../../worker/store/log.ts";
import { setMember } from "../../worker/store/membership.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import * as workspace from "../../worker/store/schema/workspace.ts";
import { askAs, deskOf } from "../support/desk.ts";
import { personIn } from "../support/leads.ts";
import { DOER } from "../support/outbox.ts";
import { requestAs, signIn } from "../support/signed.ts";
import { tellRooms } from "../party/acts.ts";
import { databases, makeWorld, settings, shard } from "../support/world.ts";

const db = databases.platform;

/** One decision about a member after the other. */
const steps = fc.array(
  fc.record({
    role: fc.constantFrom(...ROLES),
    status: fc.constantFrom(...MEMBER_STATES),
    rights: fc.subarray<NamedRight>([...NAMED_RIGHTS]),
    inTeam: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

describe("PM1: rights after any sequence of changes", () => {
  property.prop([steps], { numRuns: 12 })(
    "a request and a socket have exactly what the last change says, and no capability beyond it",
    async (changes) => {
      const team = crypto.randomUUID();
      const world = await makeWorld({ people: { owner: { role: "owner" }, one: { role: "agent", teams: [team] } } });
      const person = personIn(world, "one");
      const signed = await signIn(person);
      const entered = await getActor(databases, requestAs(signed), settings, world.id, fresh.now());
      if (entered === null) throw new Error("not let in");
      for (const { role, status, rights, inTeam } of changes) {
        const change = { workspace: world.id, person, role, status, rights, weight: 1, away: false, teams: inTeam ? [team] : [] };
        await setMember(db, change, DOER, fresh);
        await tellRooms();
      }
      const last = changes.at(-1);
      const admitted = await getActor(databases, requestAs(signed), settings, world.id, fresh.now());
      // The one who came in before all of it, as the room sees them now.
      const seated = withRights(entered.actor, await readRights(shard, world.id, [person]), fresh.now());
      if (last?.status !== "active") {
        expect([admitted, seated]).toEqual([null, null]);
        return;
      }
      const meant = { role: last.role, rights: [...last.rights].sort(), teams: last.inTeam ? [team] : [] };
      for (const actor of [admitted?.actor, seated]) {
        expect(actor).toMatchObject(meant);
        const allowed = CAPABILITY_NAMES.filter((name) => actor != null && can(actor, name));
        expect(allowed).toEqual(CAPABILITY_NAMES.filter((name) => can({ ...entered.actor, ...meant }, name)));
      }
    },
    120_000,
  );
});

describe("AU1: network addresses in the audit", () => {
  it("who looks at them, by the security right, is a record, once an hour; whoever has no such right sees none and leaves none", async () => {
    const world = await makeWorld({ people: { owner: { role: "owner" }, admin: { role: "admin" } } });
    const owner = personIn(world, "owner");
    await db
      .update(platform.member)
      .set({ rights: ["security"] })
      .where(and(eq(platform.member.workspaceId, world.id), eq(platform.member.personId, owner)));
    const looks = async () =>
      (await shard.select().from(workspace.audit).where(eq(workspace.audit.workspaceId, world.id))).filter(
        ({ act }) => act === "audit.addresses_read",
      );
    await (await deskOf(world, "admin")).ask("GET", "audit");
    expect(await looks()).toEqual([]);
    const desk = await deskOf(world, "owner");
    for (let n = 0; n < 3; n++) expect((await desk.ask("GET", "audit")).status).toBe(200);
    expect((await looks()).map(({ actor, ip }) => [actor, ip])).toEqual([[owner, "203.0.113.7"]]);
  });
});

describe("SI1: who has to have a second factor and has not shown one", () => {
  it("looks at the account and sets one up, and changes nothing else of it", async () => {
    const world = await makeWorld({ people: { owner: { role: "owner" }, agent: { role: "agent" } } });
    const acts = [
      ["GET", "/api/account", undefined, 200],
      ["GET", "/api/account/sessions", undefined, 200],
      ["PUT", "/api/account", { name: "Another", language: null }, 403],
      ["POST", "/api/account/sessions/end", { session: null }, 403],
      ["POST", "/api/account/recovery", {}, 403],
    ] as const;
    const owner = await signIn(personIn(world, "owner"), { secondFactorAt: null });
    for (const [method, path, body, status] of acts) {
      const told = await askAs(owner, method, path, body);
      expect([path, told.status, told.code]).toEqual([path, status, status === 200 ? "" : "second_factor_needed"]);
    }
    const agent = await signIn(personIn(world, "agent"), { secondFactorAt: null });
    for (const [method, path, body] of acts.slice(0, 4))
      expect([path, (await askAs(agent, method, path, body)).status]).toEqual([path, 200]);
    const [row] = await db
      .select()
      .from(platform.person)
      .where(eq(platform.person.id, personIn(world, "owner")));
    expect(row?.name).not.toBe("Another");
  });
});
