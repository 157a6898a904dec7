import type { Presence } from "../domain/wire.ts";
import { seatOf, type Socket, send } from "./sockets.ts";

/** Who has a lead open, told to the others who have it open. Outside the log: it is true while sockets stand and gone with them. */
export function tellPresence(sockets: Iterable<Socket>, lead: string | null, typing: string | null = null): void {
  if (lead === null) return;
  const there = [...sockets].filter((socket) => seatOf(socket)?.watching === lead);
  const ids = new Set(there.flatMap((socket) => seatOf(socket)?.actor.person ?? []));
  for (const socket of there) {
    const self = seatOf(socket)?.actor.person;
    const frame: Presence = {
      t: "presence",
      lead,
      people: [...ids].filter((id) => id !== self).map((id) => ({ id, typing: id === typing })),
    };
    send(socket, JSON.stringify(frame));
  }
}
