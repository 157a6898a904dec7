import { Hono } from "hono";
import { assignBody, attemptBody, stageBody, undoBody, withdrawBody } from "../../domain/api.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { assignLead } from "../store/assigning.ts";
import { logAttempt, withdrawAttempt } from "../store/attempts.ts";
import { readLead } from "../store/leads.ts";
import { setStage } from "../store/staging.ts";
import { undo } from "../store/undo.ts";
import { actorOf, type Door, doerOf, readBody, shardOf } from "./door.ts";
import { commandOf, done, idOf } from "./leadcommand.ts";
import { need } from "./need.ts";

/** One lead: reading it, and a person's commands on it. */
export const leadRoutes = new Hono<Door>()
  .get("/leads/:lead", need("lead.read"), async (c) => {
    const found = await readLead(shardOf(c), actorOf(c), idOf(c, "lead"));
    if (found === null) throw new Refusal("not_found");
    return c.json(found);
  })
  .put("/leads/:lead/owner", need("lead.assign"), async (c) => {
    const { mutation, version, ...to } = await readBody(c, assignBody);
    return done(c, await assignLead(commandOf(c, mutation), to, version));
  })
  .put("/leads/:lead/stage", need("lead.stage"), async (c) => {
    const { mutation, version, ...staging } = await readBody(c, stageBody);
    return done(c, await setStage(commandOf(c, mutation), staging, version));
  })
  .post("/leads/:lead/attempts", need("lead.attempt"), async (c) => {
    const { mutation, ...attempt } = await readBody(c, attemptBody);
    return done(c, await logAttempt(commandOf(c, mutation), attempt));
  })
  .post("/leads/:lead/attempts/:attempt/withdraw", need("lead.attempt"), async (c) => {
    const { mutation } = await readBody(c, withdrawBody);
    return done(c, await withdrawAttempt(commandOf(c, mutation), idOf(c, "attempt")));
  })
  .post("/undo", need("workspace.read"), async (c) => {
    const { mutation, of } = await readBody(c, undoBody);
    const command = { shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), mutation, fresh };
    return done(c, await undo(command, of, c.var.settings.ERASURE_KEY));
  });
