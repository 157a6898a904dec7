import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import { log } from "../log.ts";
import { causeOf } from "../store/cause.ts";
import type { Platform } from "../store/database.ts";
import { claimDue, noteDead, pagesDue, type Settled, storeDelivery } from "../store/deliveries.ts";
import { diagnose } from "../store/diagnostics.ts";
import { type IntakeMessage, intakeMessage } from "./message.ts";
import { type PipelinePorts, workOn } from "./pipeline.ts";

export interface ConsumePorts extends PipelinePorts {
  send(messages: readonly IntakeMessage[], delaySeconds: number): Promise<void>;
}

/** Changes a drain takes at once; more than this and the Page queues up again, so that one Page never holds a consumer. */
const DRAIN = 25;
/** Longer than the slowest drain: every read timing out, and the commits. */
const LEASE_MS = 120_000;
/** Pages a sweep starts; the next minute's goes on. */
const SWEEP_PAGES = 100;

/** The queue's contract: each message is acknowledged once its work is durable, retried otherwise; a message we cannot read is not ours. */
export async function consume(messages: MessageBatch["messages"], ports: ConsumePorts): Promise<void> {
  for (const message of messages) {
    const parsed = v.safeParse(intakeMessage, message.body);
    if (!parsed.success) {
      log(ports.fresh, "warn", "message_unreadable", { attempts: message.attempts });
      await diagnose(ports.databases.platform, { kind: "intake", cause: "unreadable_message" }, ports.fresh).catch(() => undefined);
      message.ack();
      continue;
    }
    try {
      await handle(parsed.output, ports);
      message.ack();
    } catch (error) {
      log(ports.fresh, "error", "message_failed", { ...told(parsed.output), attempts: message.attempts, cause: causeOf(error) });
      message.retry({ delaySeconds: pause(message.attempts) });
    }
  }
}

function told(message: IntakeMessage): { kind: string; page?: string } {
  return message.kind === "drain" ? { kind: message.kind, page: message.page } : { kind: message.kind };
}

async function handle(message: IntakeMessage, ports: ConsumePorts): Promise<void> {
  if (message.kind === "drain") return drain(message.page, ports);
  const stored = await storeDelivery(ports.databases.platform, message.delivery, message.leads, null);
  const pages = new Set(stored.filter((change) => change.state === "waiting").map((change) => change.page));
  await ports.send(
    [...pages].map((page) => ({ kind: "drain", page })),
    0,
  );
}

const LONGEST_PAUSE_S = 3_600;

function pause(attempts: number): number {
  return Math.min(LONGEST_PAUSE_S, 5 * 2 ** Math.min(attempts, 12));
}

/** Works on up to 25 due changes of a Page; when the hands were full, there may be more. */
export async function drain(page: string, ports: ConsumePorts): Promise<void> {
  const now = ports.fresh.now();
  const lease = { id: ports.fresh.id(), until: now + LEASE_MS };
  const claimed = await claimDue(ports.databases.platform, page, lease, now, DRAIN);
  const settled = await workOn(page, lease.id, claimed, ports);
  const more = claimed.length === DRAIN || claimed.some((change) => change.failure === "vanished");
  if (more) await ports.send([{ kind: "drain", page }], 0);
  else await comeBack(page, settled, ports);
}

/** Later than this is the sweep's: a message a try would only fill the queue. */
const SOON_MS = 15 * 60_000;

/** The next try of what failed, at its time instead of with the next minute's sweep. Only whoever held the changes asks for it, so that tries never multiply. */
export async function comeBack(page: string, settled: readonly Settled[], ports: ConsumePorts): Promise<void> {
  const due = settled.flatMap((one) => (one.state === "waiting" ? [one.dueAt] : []));
  const wait = Math.min(...due) - ports.fresh.now();
  if (due.length > 0 && wait <= SOON_MS)
    await ports.send([{ kind: "drain", page }], Math.max(1, Math.ceil(wait / 1000))).catch(() => undefined);
}

/** IN1's guarantee: whatever is due and in nobody's hands is queued again, whoever forgot it. Returns the number of Pages. */
export async function sweep(ports: ConsumePorts): Promise<number> {
  const from = ports.fresh.random().toFixed(6).slice(2);
  const pages = await pagesDue(ports.databases.platform, ports.fresh.now(), SWEEP_PAGES, from);
  await ports.send(
    pages.map((page) => ({ kind: "drain", page })),
    0,
  );
  return pages.length;
}

/** The dead-letter queue ends in the same table: stored changes are marked and stay due, changes only the queue knew are stored. */
export async function bury(messages: MessageBatch["messages"], platform: Platform, fresh: Fresh): Promise<void> {
  for (const message of messages) {
    const parsed = v.safeParse(intakeMessage, message.body);
    try {
      if (parsed.success && parsed.output.kind === "drain") await noteDead(platform, parsed.output.page, fresh.now());
      if (parsed.success && parsed.output.kind === "store")
        await storeDelivery(platform, parsed.output.delivery, parsed.output.leads, null);
      await diagnose(platform, { kind: "dead_letter", cause: parsed.success ? parsed.output.kind : "unreadable_message" }, fresh);
      log(fresh, "warn", "message_buried", { ...(parsed.success ? told(parsed.output) : {}), attempts: message.attempts });
      message.ack();
    } catch (error) {
      log(fresh, "error", "message_failed", { queue: "dead", attempts: message.attempts, cause: causeOf(error) });
      message.retry({ delaySeconds: pause(message.attempts) });
    }
  }
}
