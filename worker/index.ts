import { app } from "./app.ts";
import { jobDeps, runCron } from "./cron/index.ts";
import { consumeJobs } from "./cron/jobs.ts";
import { databasesOf, type Env, fresh, settingsOf } from "./env.ts";
import { bury, consume } from "./intake/consume.ts";
import { consumePorts } from "./intake/ports.ts";
import { aloud } from "./log.ts";

export { ConsoleRoom } from "../party/console.ts";
export { Room } from "../party/room.ts";
export { Throttle } from "../party/throttle.ts";

export default {
  fetch: app.fetch,
  queue: (batch, env) =>
    aloud(fresh, "queue_failed", { queue: batch.queue }, async () => {
      const databases = databasesOf(env);
      const intake = await consumeJobs(batch.messages, jobDeps(env));
      if (batch.queue.endsWith("-dead")) await bury(intake, databases.platform, fresh);
      else await consume(intake, consumePorts(env, settingsOf(env), databases));
    }),
  scheduled: (controller, env) =>
    aloud(fresh, "cron_failed", { cron: controller.cron }, () => runCron(controller.cron, env, controller.scheduledTime)),
} satisfies ExportedHandler<Env>;
