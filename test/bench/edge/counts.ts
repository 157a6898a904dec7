import { deliver } from "../../support/deliver.ts";
import { type Budgeted, everyRequest } from "../../support/every-request.ts";
import { answerImpatiently, TRIPS, untilQuiet } from "../../support/trips.ts";
import { makeWorld, metaNumber } from "../../support/world.ts";

/** More than any budget; what needs them all would not be told from what hangs. */
const MOST = 12;
/** Trips that are let through take a millisecond each, once what answers has been compiled. */
const PATIENCE_MS = 1_500;

/** The least number of trips, one after the other, with which that is answered at all. */
async function needed({ line, kind, prepare }: Budgeted): Promise<number> {
  const isAnswered = async (most: number) => {
    const send = await prepare();
    // What an earlier one left to do would count as this one's.
    await untilQuiet();
    const answer = await answerImpatiently(most, send, PATIENCE_MS).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("no answer with")) return null;
      throw error;
    });
    if (answer === null) return false;
    if (answer.status >= 300) throw new Error(`${line} answered ${answer.status}: ${await answer.text()}`);
    await answer.body?.cancel();
    return true;
  };
  const first = await (await prepare())();
  await first.body?.cancel();
  // Nearly everything is within its budget: the search begins there.
  let most: number = TRIPS[kind];
  // Once is enough to show that it can be done; a trip of something else on the way, or a decision made again, shows nothing of it.
  while (!(await isAnswered(most)) && !(await isAnswered(most)))
    if (++most > MOST) throw new Error(`${line} is not answered with ${MOST} trips`);
  if (most === TRIPS[kind]) while (most > 0 && (await isAnswered(most - 1))) most--;
  return most;
}

/** D1 round trips before a delivery's 200. */
export async function webhookTrips(): Promise<number> {
  const { page, form } = await makeWorld();
  const prepare = async () => {
    const id = metaNumber();
    return () => deliver([{ id, page, form }]);
  };
  return needed({ line: "the webhook", kind: "read", prepare });
}

/** D1 round trips of every API request, session check included, by route. */
export async function apiTrips(): Promise<Record<string, number>> {
  const trips: Record<string, number> = {};
  for (const request of everyRequest()) trips[request.line] = await needed(request);
  return trips;
}
