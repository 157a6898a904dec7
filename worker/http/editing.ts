import { Hono } from "hono";
import { mergeBody } from "../../domain/merge.ts";
import { archiveBody, createBody, editBody, type LeadFields } from "../../domain/edit.ts";
import { asKept, identitiesIn } from "../../domain/editing.ts";
import { fresh } from "../env.ts";
import { setArchived } from "../store/archiving.ts";
import { addLead } from "../store/creating.ts";
import { editFields } from "../store/editing.ts";
import { hashed } from "../store/erasure.ts";
import { mergeLeads } from "../store/merging.ts";
import { actorOf, type Door, type DoorContext, doerOf, readBody, shardOf } from "./door.ts";
import { commandOf, done } from "./leadcommand.ts";
import { need } from "./need.ts";

/** What people write into a lead by hand: its fields, a lead of their own, what is put away. */
export const editingRoutes = new Hono<Door>()
  .post("/leads", need("lead.create"), async (c) => {
    const { mutation, id, fields, ...adding } = await readBody(c, createBody);
    const { settings } = c.var.admitted.workspace;
    // Ids of ours are written in lower case.
    const command = { shard: shardOf(c), actor: actorOf(c), doer: doerOf(c), lead: id.toLowerCase(), mutation, fresh };
    return done(c, await addLead(command, { ...adding, ...(await kept(c, fields)), settings }));
  })
  .put("/leads/:lead/fields", need("lead.edit"), async (c) => {
    const { mutation, fields } = await readBody(c, editBody);
    const { country } = c.var.admitted.workspace.settings;
    return done(c, await editFields(commandOf(c, mutation), { ...(await kept(c, fields)), country }));
  })
  .post("/leads/:lead/merge", need("lead.edit"), async (c) => {
    const { mutation, other } = await readBody(c, mergeBody);
    return done(c, await mergeLeads(commandOf(c, mutation), other.toLowerCase()));
  })
  .put("/leads/:lead/archived", need("lead.archive"), async (c) => {
    const { mutation, archived } = await readBody(c, archiveBody);
    return done(c, await setArchived(commandOf(c, mutation), archived));
  });

/** What was typed, as it is kept, and who it says they are: read in the workspace's country before anything is looked up. */
async function kept(c: DoorContext, typed: LeadFields) {
  const { id, settings } = c.var.admitted.workspace;
  const fields = asKept(typed, settings.country);
  return { fields, identities: await hashed(c.var.settings.ERASURE_KEY, id, identitiesIn(fields)) };
}
