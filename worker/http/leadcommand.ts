import * as v from "valibot";
import type { ChangeAnswer } from "../../domain/api.ts";
import { Refusal } from "../../domain/errors.ts";
import { uuid } from "../../domain/ids.ts";
import { fresh } from "../env.ts";
import { pushSoon } from "../push/deps.ts";
import { roomOf } from "../room.ts";
import type { Changed, Command } from "../store/commands.ts";
import { actorOf, type DoorContext, doerOf, shardOf } from "./door.ts";

/** A person's command on the lead of the address. */
export function commandOf(c: DoorContext, mutation: string): Command {
  return { shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), lead: idOf(c, "lead"), mutation, fresh };
}

/** An id that is none names nothing: the same answer as for one that is not there. */
export function idOf(c: DoorContext, name: string): string {
  const id = c.req.param(name);
  if (!v.is(uuid, id)) throw new Refusal("not_found");
  return id;
}

/** Committed: the room is told, and the answer does not wait for it. A lost poke mends at the room's next look. */
export function done(c: DoorContext, changed: Changed): Response {
  poke(c);
  return c.json(changed satisfies ChangeAnswer);
}

export function poke(c: DoorContext): void {
  c.executionCtx.waitUntil(
    roomOf(c.env, c.var.admitted.workspace.id)
      .poke()
      .catch(() => undefined),
  );
  c.executionCtx.waitUntil(pushSoon(c.env, c.var.admitted.workspace.id));
}
