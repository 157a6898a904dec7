import type { Connection } from "partyserver";
import * as v from "valibot";
import { type Actor, actorRole, MASKABLE, namedRight } from "../domain/rights.ts";

/** Carries who was admitted from the Worker to the room; the Worker strips it from what comes from outside. */
export const ADMITTED_HEADER = "x-leadoxe-admitted";

export const admitted = v.object({
  session: v.string(),
  /** A second factor was shown in the session by then (SI1). */
  proven: v.boolean(),
  actor: v.object({
    person: v.string(),
    workspace: v.string(),
    role: actorRole,
    teams: v.array(v.string()),
    rights: v.array(namedRight),
    agentsSeeUnclaimed: v.boolean(),
    masked: v.array(v.picklist(MASKABLE)),
  }),
});

/** What a socket remembers through hibernation, in its attachment. */
export interface Seat {
  readonly session: string;
  /** A second factor was shown in the session when it came in. */
  readonly proven: boolean;
  readonly actor: Actor;
  /** Has said hello and was caught up: gets frames. */
  readonly live: boolean;
  /** The lead this person has open. */
  readonly watching: string | null;
  /** When they last typed in it, ms UTC; 0 where they have not. */
  readonly typedAt: number;
  /** Whom this person is on the telephone with, until when unless it is said again. */
  readonly calling: Call | null;
}

export interface Call {
  readonly lead: string;
  readonly until: number;
}

export type Socket = Connection<Seat>;

export function seatOf(socket: Socket): Seat | null {
  return socket.state;
}

export function reseat(socket: Socket, change: Partial<Seat>): void {
  const seat = seatOf(socket);
  if (seat !== null) socket.setState({ ...seat, ...change });
}

/** A socket that is gone between two lines throws; its close event does the rest. */
export function send(socket: Socket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The runtime reports it through onClose.
  }
}
