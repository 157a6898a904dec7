import { Hono } from "hono";
import { followUpBody, followUpChangeBody } from "../../domain/followup.ts";
import { noContactBody } from "../../domain/nocontact.ts";
import { can } from "../../domain/rights.ts";
import { fresh } from "../env.ts";
import { changeFollowUp, setFollowUp } from "../store/followups.ts";
import { readMyDay } from "../store/myday.ts";
import { setNoContact } from "../store/nocontact.ts";
import { actorOf, type Door, type DoorContext, readBody, shardOf } from "./door.ts";
import { commandOf, done, idOf } from "./leadcommand.ts";
import { need, refused } from "./need.ts";

/** What is to be done about leads and when, what must not be done, and one person's day. */
export const followUpRoutes = new Hono<Door>()
  .post("/leads/:lead/follow-ups", need("lead.edit"), async (c) => {
    const { mutation, ...wish } = await readBody(c, followUpBody);
    return done(c, await setFollowUp(commandOf(c, mutation), wish));
  })
  .put("/leads/:lead/follow-ups/:followup", need("lead.edit"), async (c) => {
    const change = await readBody(c, followUpChangeBody);
    return done(c, await changeFollowUp(commandOf(c, change.mutation), idOf(c, "followup"), change, zoneOf(c)));
  })
  // Lifting is for the privacy right, also of somebody who may only look; setting asks the right to edit of the lead itself.
  .put("/leads/:lead/no-contact", need("lead.read"), async (c) => {
    const { mutation, ...wish } = await readBody(c, noContactBody);
    const capability = wish.on ? "lead.edit" : "privacy.handle";
    if (!can(actorOf(c), capability)) throw refused(c, capability);
    return done(c, await setNoContact(commandOf(c, mutation), wish));
  })
  .get("/my-day", need("lead.read"), async (c) => c.json(await readMyDay(shardOf(c), actorOf(c), zoneOf(c), fresh.now())));

function zoneOf(c: DoorContext): string {
  return c.var.admitted.workspace.settings.timeZone;
}
