import { watchSql } from "./sql.ts";
import { testEnv } from "./env.ts";

/** What the house gives an API request, session check included: two are who asks and what for, the third is the commit. */
export const TRIPS = { read: 2, command: 3 } as const;

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
    const asked = () => watching.trips.flatMap(({ statements }) => statements.map((text) => text.slice(0, 80))).join(" · ");
    timer = setTimeout(() => reject(new Error(`no answer with ${most} round trips: ${asked()}`)), patience);
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

/**
 * The same, where nobody has the patience to wait for what is carried on after the commit (EV4): a decision is answered "pending" once two
 * seconds are over (`carryOn`), and here that is at once. What shard and rooms confirm is nothing the answer needs, and is not in the count;
 * any other trip before the answer is.
 */
export async function answerImpatiently(most: number, ask: () => Promise<Response>, patience?: number): Promise<Response> {
  Object.defineProperty(scheduler, "wait", { value: () => Promise.resolve(), configurable: true });
  try {
    return await answerWithin(most, ask, patience);
  } finally {
    Reflect.deleteProperty(scheduler, "wait");
  }
}

/** Does `work` between a command's reading and its commit: before the third trip, once. */
export async function inBetween<T>(work: () => Promise<unknown>, ask: () => Promise<T>): Promise<T> {
  // Of what was done before, pushes may still be on their way: their trips are none of the three.
  await untilQuiet();
  let done = false;
  const watching = watchSql(testEnv, async (begun) => {
    if (begun !== TRIPS.read || done) return;
    done = true;
    await work();
  });
  try {
    return await ask();
  } finally {
    watching.stop();
  }
}

/** Until nothing asks a database any more: what was left to do after an answer is done. */
export async function untilQuiet(): Promise<void> {
  let begun = 0;
  const watching = watchSql(testEnv, async (before) => {
    begun = before + 1;
  });
  let seen = -1;
  while (seen !== begun) {
    seen = begun;
    await scheduler.wait(QUIET_MS);
  }
  watching.stop();
}
/** Longer than a trip and what lies between two of them. */
const QUIET_MS = 60;
