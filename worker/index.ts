import { app } from "./app.ts";
import { runCron } from "./cron/index.ts";
import { databasesOf, type Env, fresh, settingsOf } from "./env.ts";
import { bury, consume } from "./intake/consume.ts";
import { consumePorts } from "./intake/ports.ts";

export { Room } from "../party/room.ts";
export { Throttle } from "../party/throttle.ts";

export default {
  fetch: app.fetch,
  async queue(batch, env) {
    const databases = databasesOf(env);
    if (batch.queue.endsWith("-dead")) await bury(batch.messages, databases.platform, fresh);
    else await consume(batch.messages, consumePorts(env, settingsOf(env), databases));
  },
  scheduled: (controller, env) => runCron(controller.cron, env),
} satisfies ExportedHandler<Env>;
