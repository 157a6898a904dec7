import { expect, it } from "vitest";
import { everyRequest } from "../support/every-request.ts";
import { answerImpatiently, TRIPS, untilQuiet } from "../support/trips.ts";

/** Round trips to a database, of every request there is: a new route is in here by itself, and a new command says what it is sent. */

it.each(everyRequest().map((request) => [request.line, request] as const))(
  "%s: at most two for a read, three for a command",
  async (_line, { kind, prepare }) => {
    const send = await prepare();
    await untilQuiet();
    const answer = await answerImpatiently(TRIPS[kind], send);
    expect([answer.status, answer.status < 300 ? "" : await answer.text()]).toEqual([200, ""]);
    await answer.body?.cancel();
  },
);
