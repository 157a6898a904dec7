/** What the footer says. Only "live" promises that the screen shows the server's state. */
export type Status = "connecting" | "live" | "behind" | "offline";

/** The room says where the log stands every 10 s; half as long again allows for a slow alarm. */
export const PROOF_MS = 15_000;
/** Shorter gaps are reconnects that nobody has to know of. */
export const OFFLINE_AFTER_MS = 10_000;

export interface LinkState {
  readonly online: boolean;
  readonly open: boolean;
  /** The hello of this connection was answered. */
  readonly welcomed: boolean;
  /** Since when there is no open connection. */
  readonly downSince: number;
  /** When the room last said where the log stands, by whatever frame. A pong is no proof: the runtime sends it without the room. */
  readonly provenAt: number | null;
  readonly position: number | null;
  /** The furthest the log is known to go. */
  readonly head: number | null;
}

export function decideStatus(link: LinkState, now: number): Status {
  if (!link.online) return "offline";
  if (!link.open) return now - link.downSince >= OFFLINE_AFTER_MS ? "offline" : "connecting";
  if (!link.welcomed || link.position === null) return "connecting";
  if (link.provenAt === null || now - link.provenAt > PROOF_MS) return "behind";
  return link.head === null || link.position < link.head ? "behind" : "live";
}
