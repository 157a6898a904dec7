import { Hono } from "hono";
import * as v from "valibot";
import { assignBody, attemptBody, type ChangeAnswer, stageBody, undoBody } from "../../domain/api.ts";
import { Refusal } from "../../domain/errors.ts";
import { uuid } from "../../domain/ids.ts";
import { fresh } from "../env.ts";
import { roomOf } from "../room.ts";
import { logAttempt } from "../store/attempts.ts";
import { assignLead, type Changed, setStage } from "../store/commands.ts";
import { readLead } from "../store/leads.ts";
import { undo } from "../store/undo.ts";
import { actorOf, type Door, type DoorContext, doerOf, readBody, shardOf } from "./door.ts";
import { need } from "./need.ts";

/** One lead: reading it, and a person's commands on it. */
export const leadRoutes = new Hono<Door>()
  .get("/leads/:lead", need("lead.read"), async (c) => {
    const found = await readLead(shardOf(c), actorOf(c), leadId(c));
    if (found === null) throw new Refusal("not_found");
    return c.json(found);
  })
  .put("/leads/:lead/owner", need("lead.assign"), async (c) => {
    const { mutation, owner, version } = await readBody(c, assignBody);
    return done(c, await assignLead(commandOf(c, mutation), owner, version));
  })
  .put("/leads/:lead/stage", need("lead.stage"), async (c) => {
    const { mutation, stage, version } = await readBody(c, stageBody);
    return done(c, await setStage(commandOf(c, mutation), stage, version));
  })
  .post("/leads/:lead/attempts", need("lead.attempt"), async (c) => {
    const { mutation, channel, outcome } = await readBody(c, attemptBody);
    return done(c, await logAttempt(commandOf(c, mutation), { channel, outcome }));
  })
  .post("/undo", need("workspace.read"), async (c) => {
    const { mutation, of } = await readBody(c, undoBody);
    return done(c, await undo({ shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), mutation, fresh }, of));
  });

function commandOf(c: DoorContext, mutation: string) {
  return { shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), lead: leadId(c), mutation, fresh };
}

/** An id that is none names nothing: the same answer as for a lead that is not there. */
function leadId(c: DoorContext): string {
  const id = c.req.param("lead");
  if (!v.is(uuid, id)) throw new Refusal("not_found");
  return id;
}

/** Committed: the room is told, and the answer does not wait for it. A lost poke mends at the room's next look. */
function done(c: DoorContext, changed: Changed): Response {
  c.executionCtx.waitUntil(
    roomOf(c.env, c.var.admitted.workspace.id)
      .poke()
      .catch(() => undefined),
  );
  return c.json(changed satisfies ChangeAnswer);
}
