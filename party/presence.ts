import type { Presence } from "../domain/wire.ts";
import { seatOf, type Socket, send } from "./sockets.ts";

/** A keystroke is believed for as long as clients believe it; nobody says that they stopped. */
const TYPING_MS = 4_000;

/** Who has a lead open, told to the others who have it open. Outside the log: it is true while sockets stand and gone with them. */
export function tellPresence(sockets: Iterable<Socket>, lead: string | null, now: number): void {
  if (lead === null) return;
  const there = [...sockets].filter((socket) => seatOf(socket)?.watching === lead);
  const typing = new Map<string, boolean>();
  for (const seat of there.map(seatOf)) {
    if (seat !== null) typing.set(seat.actor.person, (typing.get(seat.actor.person) ?? false) || now - seat.typedAt < TYPING_MS);
  }
  for (const socket of there) {
    const self = seatOf(socket)?.actor.person;
    const people = [...typing].filter(([id]) => id !== self).map(([id, types]) => ({ id, typing: types }));
    const frame: Presence = { t: "presence", lead, people };
    send(socket, JSON.stringify(frame));
  }
}
