import { vi } from "vitest";
import { watchSql } from "./sql.ts";
import { testEnv } from "./world.ts";

/**
 * Asks while every trip to a database after the first `most` has to wait until the answer is there: whoever needs one more never
 * answers. What is done after the answer (`waitUntil`) goes on once it is there.
 */
export async function answerWithin(most: number, ask: () => Promise<Response>, patience = 5_000): Promise<Response> {
  const { promise: answered, resolve: goOn } = Promise.withResolvers<void>();
  const watching = watchSql(testEnv, (begun) => (begun < most ? Promise.resolve() : answered));
  let answer: Response | undefined;
  const asking = ask().then((response) => {
    answer = response;
  });
  try {
    return await vi.waitUntil(() => answer, { timeout: patience });
  } catch {
    throw new Error(`no answer with ${most} round trips`);
  } finally {
    goOn();
    await asking;
    watching.stop();
  }
}
