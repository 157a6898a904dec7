import { Hono } from "hono";
import * as v from "valibot";
import { retryBody, retryManyBody, type Retried } from "../../domain/console.ts";
import { Refusal } from "../../domain/errors.ts";
import { metaId, uuid } from "../../domain/ids.ts";
import { jobDeps, runNow } from "../cron/index.ts";
import { CRON_NAMES } from "../cron/schedule.ts";
import { fresh } from "../env.ts";
import { consumePorts } from "../intake/ports.ts";
import { type Again, readRetry, retryChange, type RetryDeps, retryParked } from "../store/console/retry.ts";
import { retryJob } from "../store/jobs.ts";
import { type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { needOnPlatform } from "./need.ts";

/** A super-admin's commands. Each leaves a record in the platform's audit, in the batch of what it does (AU1). */
export const consoleActs = new Hono<Door>()
  .post("/changes/:lead/retry", needOnPlatform("change.retry"), async (c) => {
    const { mutation } = await readBody(c, retryBody);
    const lead = c.req.param("lead");
    if (!v.is(metaId, lead)) throw new Refusal("not_found");
    return again(c, await retryChange(depsOf(c, mutation), lead));
  })
  .post("/parked/retry", needOnPlatform("change.retry"), async (c) => {
    const { mutation, ...wish } = await readBody(c, retryManyBody);
    return again(c, await retryParked(depsOf(c, mutation), wish));
  })
  .get("/retries/:mutation", needOnPlatform("console.read"), async (c) => {
    const mutation = c.req.param("mutation");
    const found = v.is(uuid, mutation) ? await readRetry(c.var.databases.platform, mutation) : null;
    if (found === null) throw new Refusal("not_found");
    return c.json(found);
  })
  .post("/crons/:name/run", needOnPlatform("cron.run"), async (c) => {
    await readBody(c, v.object({}));
    const name = CRON_NAMES.find((one) => one === c.req.param("name"));
    if (name === undefined) throw new Refusal("not_found");
    return c.json(await runNow(c.env, name, doerOf(c, c.var.platform.person)));
  })
  .post("/jobs/:id/retry", needOnPlatform("job.retry"), async (c) => {
    await readBody(c, v.object({}));
    const id = c.req.param("id");
    await retryJob(c.var.databases.platform, id, doerOf(c, c.var.platform.person), fresh);
    c.executionCtx.waitUntil(
      jobDeps(c.env)
        .queue([id])
        .catch(() => undefined),
    );
    return c.json({ ok: true });
  });

function depsOf(c: DoorContext, mutation: string): RetryDeps {
  return { platform: c.var.databases.platform, doer: doerOf(c, c.var.platform.person), mutation, fresh };
}

/** Committed: the Pages are drained, and the answer does not wait for it. What no queue takes is the sweep's. */
function again(c: DoorContext, { pages, ...answer }: Again): Response {
  if (pages.length > 0) {
    const { send } = consumePorts(c.env, c.var.settings, c.var.databases);
    c.executionCtx.waitUntil(
      send(
        pages.map((page) => ({ kind: "drain", page })),
        0,
      ).catch(() => undefined),
    );
  }
  return c.json(answer satisfies Retried);
}
