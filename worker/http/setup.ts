import { Hono } from "hono";
import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { SETUP_PARTS, type SetupPart } from "../../domain/setup.ts";
import { jobDeps } from "../cron/index.ts";
import { fresh } from "../env.ts";
import { forgetJob, makeJobDue } from "../store/jobs.ts";
import { changeSetup, type SetupWish } from "../store/setupchange.ts";
import { arrangingOf } from "./arranging.ts";
import { actorOf, type Door, type DoorContext, readBody } from "./door.ts";
import { poke } from "./leadcommand.ts";
import { need } from "./need.ts";

/**
 * What the route takes: 60 texts of 2,000 letters, or 40 fields of 60 options, in letters of three bytes are two thirds of it. All parts
 * together, in one row, stay below D1's 2 MB whatever is written.
 */
export const SETUP_BODY_LIMIT = 1024 * 1024;
export const SETUP_PATH = /^\/api\/w\/[^/]+\/setup\/[^/]+$/;

const part = v.picklist(Object.keys(SETUP_PARTS) as SetupPart[]);
const version = v.number();
const wishes = {
  stages: v.object({ version, value: SETUP_PARTS.stages }),
  lostReasons: v.object({ version, value: SETUP_PARTS.lostReasons }),
  fields: v.object({ version, value: SETUP_PARTS.fields }),
  templates: v.object({ version, value: SETUP_PARTS.templates }),
} as const;

/** What a workspace's admins define for its floor (SU2): one part at a time, as a whole. */
export const setupRoutes = new Hono<Door>().put("/setup/:part", need("setup.edit"), async (c) => {
  const named = v.safeParse(part, c.req.param("part"));
  if (!named.success) throw new Refusal("not_found");
  const wish = await wishOf(c, named.output);
  const job = `index_field:${actorOf(c).workspace}:${fresh.id()}`;
  let indexing = false;
  try {
    const changed = await changeSetup(arrangingOf(c), c.var.databases.platform, wish, job);
    indexing = changed.indexing;
    poke(c);
    return c.json({ version: changed.version });
  } finally {
    if (wish.part === "fields") c.executionCtx.waitUntil(goOn(c, job, indexing).catch(() => undefined));
  }
});

async function wishOf(c: DoorContext, of: SetupPart): Promise<SetupWish> {
  switch (of) {
    case "stages":
      return { part: of, ...(await readBody(c, wishes.stages)) };
    case "lostReasons":
      return { part: of, ...(await readBody(c, wishes.lostReasons)) };
    case "fields":
      return { part: of, ...(await readBody(c, wishes.fields)) };
    case "templates":
      return { part: of, ...(await readBody(c, wishes.templates)) };
  }
}

/** What fails here is the cron's: a job that was not started is due in a minute, and one without anything to do ends at once. */
async function goOn(c: DoorContext, job: string, indexing: boolean): Promise<void> {
  const { platform } = c.var.databases;
  if (!indexing) return forgetJob(platform, job);
  await makeJobDue(platform, job, fresh.now());
  await jobDeps(c.env).queue([job]);
}
