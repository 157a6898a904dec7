import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { fc, test as property } from "@fast-check/vitest";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect } from "vitest";
import { visibilityOf } from "../../domain/lead.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { seesLive } from "../../domain/rights.ts";
import { withRights } from "../../party/resume.ts";
import type { Seat } from "../../party/sockets.ts";
import { fresh } from "../../worker/env.ts";
import { readRights } from "../../worker/store/log.ts";
import { workspaceState } from "../../worker/store/schema/workspace.ts";
import { leadsOf, personIn } from "../support/leads.ts";
import { signIn } from "../support/signed.ts";
import { shard } from "../support/world.ts";
import { archive, assign, changeMember, changeSettings, createLead, erase, ownerOf, stage, tellRooms } from "./acts.ts";
import { evict, type Floor, look, makeFloor, positionNow, roomIn } from "./floor.ts";
import { Follower } from "./follower.ts";

const KEYS = ["owner", "manager", "sara", "omar"] as const;

const pick = fc.nat(1_000);
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("create" as const, "assign" as const), pick, to: pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("stage" as const, "archive" as const, "erase" as const), pick, to: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("give" as const), pick, to: pick }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom("poke" as const, "follow" as const, "look" as const), pick, to: pick }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("leave" as const, "come" as const, "read" as const), pick, to: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("evict" as const, "break" as const), pick, to: pick }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom("team" as const, "role" as const, "switch" as const, "news" as const), pick, to: pick }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), pick, to: pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("call" as const, "call" as const, "hang up" as const), pick, to: pick }) },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const at = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

class Run {
  readonly floor: Floor;
  readonly followers: ReadonlyMap<string, Follower>;

  private constructor(floor: Floor, followers: ReadonlyMap<string, Follower>) {
    this.floor = floor;
    this.followers = followers;
  }

  static async start(): Promise<Run> {
    const floor = await makeFloor();
    for (const team of [floor.north, floor.south]) {
      for (const key of ["sara", "omar", "manager"]) await createLead(floor, { owner: personIn(floor, key), team });
    }
    const followers = await Promise.all(KEYS.map(async (key) => [key, new Follower(floor, await signIn(personIn(floor, key)))] as const));
    for (const [, follower] of followers) await follower.connect();
    return new Run(floor, new Map(followers));
  }

  async step({ do: what, pick: chosen, to }: Act): Promise<void> {
    const { floor } = this;
    const all = await leadsOf(floor);
    const lead = at(all, chosen);
    // What is in the archive is not worked on.
    const worked = at(
      all.filter((one) => one.archivedAt === null),
      chosen,
    );
    const person = at([...KEYS.map((key) => personIn(floor, key)), null, null], to) ?? null;
    const [key, follower] = at([...this.followers], chosen) ?? [];
    if (key === undefined || follower === undefined) return;
    const teams = at([[], [floor.north], [floor.south], [floor.north, floor.south]], to) ?? [];
    switch (what) {
      case "create": {
        const team = at([floor.north, floor.south, null], chosen) ?? null;
        await createLead(floor, { owner: person, team, submittedAt: Date.now() - chosen });
        return to % 2 === 0 ? roomIn(floor).poke() : undefined;
      }
      case "assign":
        return worked && this.assign(worked.id, person);
      case "stage":
        return worked && stage(floor, worked.id, at(DEFAULT_SETUP.stages, to)?.id ?? "new");
      case "archive":
        return lead?.archivedAt === null ? archive(floor, lead.id) : undefined;
      case "erase":
        return lead && erase(floor, lead.id);
      case "give":
        await follower.give(to, person);
        return roomIn(floor).poke();
      case "poke":
        return roomIn(floor).poke();
      case "follow":
        return void (await follower.follow());
      case "look":
        if ([...this.followers.values()].some((one) => one.connected)) await look(floor);
        return;
      case "leave":
        return follower.disconnect();
      case "come":
        return follower.connect();
      case "read":
        return void (await follower.readOn());
      case "evict":
        return evict(floor);
      case "break":
        await roomIn(floor).poke();
        await evictDurableObject(roomIn(floor), { webSockets: "close" });
        for (const one of this.followers.values()) await one.ended();
        return;
      case "team":
        // Only a manager's sight follows their teams.
        return changeMember(floor, "manager", { teams });
      case "role":
        if (key === "owner") return;
        return changeMember(floor, key, { role: at(["agent", "manager", "auditor"] as const, to) ?? "agent" });
      case "switch":
        await changeSettings(floor, { agentsSeeUnclaimed: to % 2 === 0 });
        return void (await tellRooms());
      case "news":
        return void (await tellRooms());
      // Nothing answers these: what they send is on its way once the room has done something else after them.
      case "call":
        follower.call(at(all, to)?.id ?? null);
        return roomIn(floor).poke();
      case "hang up":
        follower.call(null);
        return roomIn(floor).poke();
      case "restore":
        await shard.update(workspaceState).set({ epoch: uuidv7() }).where(eq(workspaceState.workspaceId, floor.id));
    }
  }

  /** Whoever only looks is given no lead. */
  private async assign(lead: string, person: string | null): Promise<void> {
    const { people } = await readRights(shard, this.floor.id, person === null ? [] : [person]);
    const given = assign(this.floor, lead, person);
    if (people[0]?.role === "auditor") return expect(given).rejects.toThrow("invalid_input");
    await given;
  }

  /** EV3: nobody was sent what the rights of this moment do not let them see; those change only between two steps. */
  async check(): Promise<void> {
    const people = KEYS.map((key) => personIn(this.floor, key));
    const rights = await readRights(shard, this.floor.id, people);
    for (const [key, follower] of this.followers) {
      const actor = withRights({ ...ownerOf(this.floor), person: personIn(this.floor, key) }, rights, fresh.now());
      const sent = await follower.arrivals();
      expect(sent.filter(({ row }) => actor === null || !seesLive(actor, visibilityOf(row)))).toEqual([]);
    }
  }

  /** The calls that the room knows of, as this person is to be told of them. */
  async callsFor(key: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const person = personIn(this.floor, key);
    const actor = withRights({ ...ownerOf(this.floor), person }, await readRights(shard, this.floor.id, [person]), fresh.now());
    const seats = await runInDurableObject(roomIn(this.floor), (room) =>
      [...room.getConnections<Seat>()].flatMap((socket) => (socket.state?.calling == null ? [] : [socket.state])),
    );
    const leads = await leadsOf(this.floor);
    const seen = (id: string | undefined) => leads.some((lead) => lead.id === id && actor !== null && seesLive(actor, visibilityOf(lead)));
    const told = Map.groupBy(
      seats.filter(({ calling }) => seen(calling?.lead)),
      ({ calling }) => calling?.lead ?? "",
    );
    return new Map([...told].map(([lead, those]) => [lead, [...new Set(those.map((seat) => seat.actor.person))]]));
  }

  /** Everybody connects, and takes and asks until nothing is left to ask for. */
  async settle(): Promise<void> {
    await tellRooms();
    for (let round = 0; round < 12; round++) {
      for (const follower of this.followers.values()) await follower.connect();
      await look(this.floor);
      let busy = false;
      for (const follower of this.followers.values()) {
        await follower.arrivals();
        busy = (await follower.follow()) || busy;
        busy = (await follower.readOn()) || busy;
      }
      if (!busy && round > 0) return;
    }
    throw new Error("somebody asks without end");
  }
}

describe("everybody's screen", () => {
  property.prop([fc.array(act, { minLength: 5, maxLength: 30 })], { numRuns: 40, interruptAfterTimeLimit: 90_000 })(
    "EV2, EV3: ends as the server would show it to them, whatever was lost, evicted, broken, restored or taken away meanwhile",
    async (acts) => {
      const run = await Run.start();
      for (const one of acts) {
        await run.step(one);
        await run.check();
      }
      await run.settle();
      const { seq, epoch } = await positionNow(run.floor);
      for (const [key, follower] of run.followers) {
        expect([key, follower.position]).toEqual([key, { seq, epoch }]);
        expect([key, follower.rows()]).toEqual([key, await follower.shown()]);
        expect([key, follower.calls]).toEqual([key, await run.callsFor(key)]);
      }
      for (const follower of run.followers.values()) {
        follower.disconnect();
      }
    },
    180_000,
  );
});
