import { watchSql } from "./sql.ts";
import { testEnv } from "./env.ts";

/**
 * Asks while every trip to a database after the first `most`, one after the other, has to wait until the answer is there: whoever needs
 * one more never answers. Trips that are begun before one of them is back count as one. What is done after the answer (`waitUntil`) goes
 * on once it is there.
 */
export async function answerWithin(most: number, ask: () => Promise<Response>, patience = 5_000): Promise<Response> {
  const { promise: answered, resolve: goOn } = Promise.withResolvers<void>();
  let [count, backBefore] = [0, -1];
  const watching = watchSql(testEnv, () => {
    const back = watching.trips.length;
    if (back > backBefore) [count, backBefore] = [count + 1, back];
    return count <= most ? Promise.resolve() : answered;
  });
  const asking = ask();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer with ${most} round trips`)), patience);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
    goOn();
    await asking;
    watching.stop();
  }
}
