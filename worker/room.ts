import type { ConsoleRoom } from "../party/console.ts";
import type { Room } from "../party/room.ts";
import type { Env } from "./env.ts";

/** The one way from the Worker to a workspace's room. */
export function roomOf(env: Env, workspaceId: string): DurableObjectStub<Room> {
  return env.ROOM.getByName(workspaceId);
}

/** The one room of the console. No webhook ever calls it: it looks by itself while somebody watches. */
export function consoleOf(env: Env): DurableObjectStub<ConsoleRoom> {
  return env.CONSOLE.getByName("console");
}
