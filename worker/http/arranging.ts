import { fresh } from "../env.ts";
import type { Arranging } from "../store/arranging.ts";
import { actorOf, type DoorContext, doerOf, shardOf } from "./door.ts";

export function arrangingOf(c: DoorContext): Arranging {
  return { shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), fresh };
}
