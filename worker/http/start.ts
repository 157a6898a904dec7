import { Hono } from "hono";
import type { StartAnswer } from "../../domain/start.ts";
import { samplesBody, samplesRemoveBody } from "../../domain/start.ts";
import { fresh } from "../env.ts";
import { readBeginnings } from "../store/roster.ts";
import { addSamples, readSamples, removeSamples } from "../store/samples.ts";
import { arrangingOf } from "./arranging.ts";
import { actorOf, type Door, readBody, shardOf } from "./door.ts";
import { poke } from "./leadcommand.ts";
import { need } from "./need.ts";

/** A workspace's beginning: how far its owner has come with it, and demo leads to look around with. */
export const startRoutes = new Hono<Door>()
  .get("/start", need("workspace.settings"), async (c) => {
    const { workspace } = actorOf(c);
    const [begun, leads] = await Promise.all([
      readBeginnings(c.var.databases.platform, workspace, fresh.now()),
      readSamples(shardOf(c), workspace),
    ]);
    return c.json({ ...begun, ...leads } satisfies StartAnswer);
  })
  .post("/samples", need("workspace.settings"), async (c) => {
    const { language } = await readBody(c, samplesBody);
    const added = await addSamples(arrangingOf(c), { language, settings: c.var.admitted.workspace.settings });
    poke(c);
    return c.json({ leads: added });
  })
  .post("/samples/remove", need("lead.delete"), async (c) => {
    const { asLoaded } = await readBody(c, samplesRemoveBody);
    const removed = await removeSamples(arrangingOf(c), asLoaded);
    poke(c);
    return c.json({ leads: removed });
  });
