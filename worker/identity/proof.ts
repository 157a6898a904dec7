import type { Seat } from "../store/account.ts";

/** What a session has shown of who it is. */

/** A change of what proves a person wants a proof this young. */
export const PROVEN_FOR_MS = 15 * 60_000;

export function hasFactor({ totp, passkeys }: Pick<Seat, "totp" | "passkeys">): boolean {
  return totp || passkeys.length > 0;
}

/** SI1: who has a second factor has just proven it; who has none has just signed in, so that a session left open adds none of somebody else's. */
export function isProven(seat: Seat, now: number): boolean {
  const provenAt = hasFactor(seat) ? seat.secondFactorAt : seat.createdAt;
  return provenAt !== null && provenAt > now - PROVEN_FOR_MS;
}
