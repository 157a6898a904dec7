import { type SQL, sql } from "drizzle-orm";

/**
 * A precondition as a statement that raises where it does not hold: D1 rolls a batch back only when a statement raises, and an UPDATE
 * that hits no row does not. It raises by asking for the JSON of something that is none.
 */
export function guard(holds: SQL): SQL {
  return sql`SELECT CASE WHEN ${holds} THEN 1 ELSE json('conflict') END`;
}

/** Whether a batch failed because a guard raised or a unique key was taken: decide again from the current state. */
export function refusedByGuard(error: unknown): boolean {
  const message = messagesOf(error);
  return message.includes("malformed JSON") || message.includes("UNIQUE constraint failed");
}

/** An error's words and those of what caused it. */
export function messagesOf(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messagesOf(error.cause)}` : "";
}
