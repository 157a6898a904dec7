import { Hono } from "hono";
import * as v from "valibot";
import { noteBody, rewriteBody } from "../../domain/edit.ts";
import { Refusal } from "../../domain/errors.ts";
import { uuid } from "../../domain/ids.ts";
import { handOver } from "../store/handover.ts";
import { addNote, rewriteNote } from "../store/notes.ts";
import { readStory } from "../store/story.ts";
import { actorOf, type Door, parseInput, readBody, shardOf } from "./door.ts";
import { commandOf, done, idOf } from "./leadcommand.ts";
import { need } from "./need.ts";

/** Entries before this one; without it the newest. */
const storyQuery = v.object({ before: v.optional(uuid) });

/** A lead's story, page by page, and the notes that people write into it. */
export const storyRoutes = new Hono<Door>()
  .get("/leads/:lead/timeline", need("lead.read"), async (c) => {
    const { before } = parseInput(storyQuery, c.req.query());
    const found = await readStory(shardOf(c), actorOf(c), idOf(c, "lead"), before);
    if (found === null) throw new Refusal("not_found");
    return c.json(found);
  })
  .post("/leads/:lead/notes", need("lead.edit"), async (c) => {
    const { mutation, handover, ...written } = await readBody(c, noteBody);
    const command = commandOf(c, mutation);
    return done(c, await (handover ? handOver(command, written.text) : addNote(command, written)));
  })
  .put("/leads/:lead/notes/:note", need("lead.edit"), async (c) => {
    const { mutation, ...written } = await readBody(c, rewriteBody);
    return done(c, await rewriteNote(commandOf(c, mutation), idOf(c, "note"), written));
  });
