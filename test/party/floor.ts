import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { uuidv7 } from "uuidv7";
import type { LeadsPage } from "../../domain/api.ts";
import type { Position } from "../../domain/wire.ts";
import { roomOf } from "../../worker/room.ts";
import { positionOf, readPosition } from "../../worker/store/commit.ts";
import { personIn } from "../support/leads.ts";
import { ask, signIn, type Signed } from "../support/signed.ts";
import { Client } from "../support/socket.ts";
import { makeWorld, shard, testEnv, type World } from "../support/world.ts";

/** A workspace with a room to look into, and people who come in. */
export interface Floor extends World {
  /** Teams, named for this world alone: a team's id is one of a kind on the platform. */
  readonly north: string;
  readonly south: string;
}

/** An owner; a manager and an agent (sara) of the north; an agent (omar) of the south. Agents see their own leads only. */
export async function makeFloor(over: (teams: { north: string; south: string }) => Parameters<typeof makeWorld>[0] = () => ({})) {
  const teams = { north: `north-${uuidv7()}`, south: `south-${uuidv7()}` };
  const world = await makeWorld({
    people: {
      owner: { role: "owner" },
      manager: { role: "manager", teams: [teams.north] },
      sara: { role: "agent", teams: [teams.north] },
      omar: { role: "agent", teams: [teams.south] },
    },
    settings: { agentsSeeUnclaimed: false },
    ...over(teams),
  });
  return { ...world, ...teams } satisfies Floor;
}

export function roomIn(world: World) {
  return roomOf(testEnv, world.id);
}

/** Takes the room out of memory; its sockets sleep on. */
export async function evict(world: World): Promise<void> {
  // Only a room that runs can be evicted.
  await runInDurableObject(roomIn(world), () => undefined);
  await evictDurableObject(roomIn(world));
}

/** The room's next look by itself, now. */
export async function look(world: World): Promise<void> {
  if (!(await runDurableObjectAlarm(roomIn(world)))) throw new Error("the room has no next look");
}

/** The leads a person is shown over HTTP. */
export async function listOf(world: World, signed: Signed): Promise<LeadsPage> {
  const answer = await ask(`/api/w/${world.slug}/leads?limit=200`, { cookie: signed.cookie });
  if (answer.status !== 200) throw new Error(`the list was refused: ${answer.status}`);
  return answer.json();
}

/** Signed in, connected and welcomed, from where the log stands now. */
export async function enter(world: World, key: string, from?: Position): Promise<Client> {
  const signed = await signIn(personIn(world, key));
  const client = await Client.open(world.slug, signed);
  await client.greet(from ?? (await positionNow(world)));
  return client;
}

export async function positionNow(world: World): Promise<Position> {
  return readPosition(await positionOf(shard, world.id));
}
