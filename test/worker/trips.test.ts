import { expect, it, vi } from "vitest";
import { everyRequest } from "../support/every-request.ts";
import { answerWithin, TRIPS, untilQuiet } from "../support/trips.ts";

/** Round trips to a database, of every request there is: a new route is in here by itself, and a new command says what it is sent. */

it.each(everyRequest().map((request) => [request.line, request] as const))(
  "%s: at most two for a read, three for a command",
  async (_line, { kind, prepare }) => {
    const send = await prepare();
    await untilQuiet();
    // EV4: a decision is answered "pending" once its patience is over, however little of it is carried on by then. Here that is at once:
    // the rooms' confirmation is nothing an answer needs. Any other trip after the commit, and there is no answer.
    const waiting = vi.spyOn(scheduler, "wait").mockResolvedValue(undefined);
    const answer = await answerWithin(TRIPS[kind], send).finally(() => waiting.mockRestore());
    expect([answer.status, answer.status < 300 ? "" : await answer.text()]).toEqual([200, ""]);
    await answer.body?.cancel();
  },
);
