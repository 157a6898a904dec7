import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import worker from "../../worker/index.ts";
import { testEnv } from "./world.ts";

/** Hands messages to the real consumer and returns what it said of each: the queue's contract. */
export async function consumeNow(bodies: readonly unknown[], queue = "leadoxe-intake", attempts = 1) {
  const batch = createMessageBatch(
    queue,
    bodies.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts, body })),
  );
  const context = createExecutionContext();
  await worker.queue(batch, testEnv);
  return getQueueResult(batch, context);
}
