import { fresh, type Env, type Settings } from "../env.ts";
import { pushSoon } from "../push/deps.ts";
import { roomOf } from "../room.ts";
import type { Databases } from "../store/database.ts";
import { leased, storeDelivery } from "../store/deliveries.ts";
import { diagnose } from "../store/diagnostics.ts";
import { comeBack, type ConsumePorts } from "./consume.ts";
import type { IntakeMessage } from "./message.ts";
import { workOn } from "./pipeline.ts";
import type { WebhookPorts } from "./webhook.ts";

/** Of a delivery's unreadable changes so many are kept whole; they tend to be unreadable for one reason. */
const BAD_KEPT = 50;
/** Queues take 100 messages and 256 KB a batch; a message is under 100 KB. */
const BATCH = 2;

export function consumePorts(env: Env, settings: Settings, databases: Databases): ConsumePorts {
  return {
    databases,
    settings,
    fresh,
    poke: async (workspace) => {
      await Promise.all([roomOf(env, workspace).poke(), pushSoon(env, workspace)]);
    },
    send: (messages, delaySeconds) => send(env, messages, delaySeconds),
  };
}

export function intakePorts(
  env: Env,
  context: Pick<ExecutionContext, "waitUntil">,
  settings: Settings,
  databases: Databases,
): WebhookPorts {
  const ports = consumePorts(env, settings, databases);
  return {
    store: (delivery, leads, lease) => storeDelivery(databases.platform, delivery, leads, lease),
    send: ports.send,
    goOn(lease, stored) {
      const pages = [...new Set(stored.map((change) => change.page))];
      const leads = stored.map((change) => change.lead);
      const work = async () => {
        const claimed = await leased(databases.platform, lease, leads);
        for (const page of pages) {
          const own = claimed.filter((change) => change.page === page);
          await comeBack(page, await workOn(page, lease, own, ports), ports);
        }
      };
      // What fails here keeps its lease until it runs out; then the queue or the sweep takes it.
      context.waitUntil(work().catch(() => undefined));
    },
    badSignature(sample) {
      context.waitUntil(
        env.THROTTLE.getByName("webhook")
          .badSignature(sample)
          .catch(() => undefined),
      );
    },
    badChanges(delivery, texts) {
      const data = { texts: texts.slice(0, BAD_KEPT) };
      context.waitUntil(
        diagnose(databases.platform, { kind: "bad_change", cause: delivery, count: texts.length, data }, fresh).catch(() => undefined),
      );
    },
    after(work) {
      context.waitUntil(work);
    },
  };
}

async function send(env: Env, messages: readonly IntakeMessage[], delaySeconds: number): Promise<void> {
  for (let at = 0; at < messages.length; at += BATCH) {
    await env.INTAKE.sendBatch(messages.slice(at, at + BATCH).map((body) => ({ body, delaySeconds })));
  }
}
