import type { ChangeAnswer } from "../../domain/api.ts";
import { ApiFailure } from "../connection/call.ts";
import type { Command } from "../connection/command.ts";
import { LOST } from "./coming-back.ts";
import type { Item } from "./queued.ts";
import { createTurns } from "./turns.ts";
import type { QueueDeps } from "./waiting.ts";

/** A dropped connection is often back by then; more than one try would leave the person waiting for a guess. */
const RETRY_MS = 1_000;

/** How a command goes to the server: at once, or in its turn where it is one of many; `begun` is called when it goes. */
export function createSending(
  { api, browser, clock, slug }: QueueDeps,
  isHolding: () => boolean,
): (item: Item, begun: () => void) => Promise<ChangeAnswer> {
  const turns = createTurns();

  /** The same mutation id, so that a command whose answer was lost happens once all the same. */
  async function send({ as: { command, version }, held, together }: Item): Promise<ChangeAnswer> {
    // Those before it in its turn found no connection.
    if (together && isHolding() && !held) throw new ApiFailure("offline");
    // By a clock that is ahead or behind, what counts is the time between.
    const stamped = (): Command =>
      command.kind === "attempt" ? { ...command, body: { ...command.body, ...{ sent: clock.now() } } } : command;
    const once = () => api.send(slug, stamped(), version);
    try {
      return await once();
    } catch (error) {
      if (held || !browser.online() || !(error instanceof ApiFailure) || !LOST.has(error.code)) throw error;
      await new Promise<void>((again) => void clock.after(RETRY_MS, again));
      return once();
    }
  }

  return (item, begun) => {
    const now = () => {
      begun();
      return send(item);
    };
    return item.together && !item.held ? turns.take(now) : now();
  };
}
