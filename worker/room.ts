import type { Room } from "../party/room.ts";
import type { Env } from "./env.ts";

/** The one way from the Worker to a workspace's room. */
export function roomOf(env: Env, workspaceId: string): DurableObjectStub<Room> {
  return env.ROOM.getByName(workspaceId);
}
