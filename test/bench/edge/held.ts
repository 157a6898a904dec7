import type { Env } from "../../../worker/env.ts";
import { testEnv } from "../../support/world.ts";

/**
 * The Worker's bindings with everything that comes after the 200 held back: the fast path finds no database to go on with, and what is
 * queued says of itself that nobody is to work on it. What is left is the webhook alone.
 */
export const held: Env = {
  ...testEnv,
  PLATFORM_DB: onlyStoring(testEnv.PLATFORM_DB),
  INTAKE: { sendBatch: (messages: Iterable<MessageSendRequest>) => testEnv.INTAKE.sendBatch(marked(messages)) } as Queue,
};

export function isHeld(batch: MessageBatch): boolean {
  return batch.messages.some(({ body }) => typeof body === "object" && body !== null && "held" in body);
}

/** Deliveries that the database did not take in time and the queue did (IN1); nobody works them off here. */
export const queued = new Set<string>();

function* marked(messages: Iterable<MessageSendRequest>): Iterable<MessageSendRequest> {
  for (const message of messages) {
    const { kind, delivery } = message.body as { readonly kind: string; readonly delivery?: { readonly id: string } };
    if (kind === "store" && delivery !== undefined) queued.add(delivery.id);
    yield { ...message, body: { held: true } };
  }
}

/** The two statements of `storeDelivery` reach the database; any other one fails. */
function onlyStoring(database: D1Database): D1Database {
  const refuse = () => Promise.reject(new Error("held back"));
  const refused = { all: refuse, run: refuse, first: refuse, raw: refuse } as unknown as D1PreparedStatement;
  refused.bind = () => refused;
  return {
    prepare: (text: string) => (/^INSERT INTO (delivery|change) /.test(text) ? database.prepare(text) : refused),
    batch: <T>(statements: D1PreparedStatement[]) => database.batch<T>(statements),
  } as D1Database;
}
