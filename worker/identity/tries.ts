import { Refusal } from "../../domain/errors.ts";
import type { Env } from "../env.ts";
import { toHex } from "../store/bytes.ts";

/** How often what may be tried (SI1), counted exactly by one object a thing that is counted: whatever restarts, it goes on counting. */

const QUARTER_MS = 15 * 60_000;
const HOUR_MS = 60 * 60_000;

interface Counted {
  readonly what: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Of whoever tries, alone: theirs are forgotten once it was right. */
  readonly own?: boolean;
}

/** Takes one try of each, or refuses with the longest wait. What it gives forgets the own ones: it was right. */
export async function take(env: Env, kind: string, counted: readonly (Counted | null)[]): Promise<() => Promise<void>> {
  const all = await Promise.all(
    counted
      .flatMap((one) => (one === null ? [] : [one]))
      .map(async ({ what, ...how }) => ({ ...how, counter: env.THROTTLE.getByName(`${kind} ${await hashed(what)}`) })),
  );
  const waits = await Promise.all(all.map(async ({ counter, limit, windowMs }) => counter.take(limit, windowMs)));
  const wait = Math.max(0, ...waits);
  if (wait > 0) throw new Refusal("too_many", { retryAfter: wait });
  const own = all.filter((one) => one.own === true);
  return async () => {
    await Promise.all(own.map(async ({ counter }) => counter.forget()));
  };
}

/** One person who forgot a password; one office behind one address; everybody who goes for one account. */
export function passwordTries(email: string, ip: string | null): readonly (Counted | null)[] {
  return [
    // Of account and place together: nobody is locked out by somebody elsewhere.
    { what: `here ${email} ${ip ?? ""}`, limit: 10, windowMs: QUARTER_MS, own: true },
    { what: `account ${email}`, limit: 100, windowMs: QUARTER_MS },
    from(ip, 60),
  ];
}

/** Six digits are guessed in a million: five tries where the password is known, and few over all of these. */
export function codeTries(person: string, where: string, ip: string | null): readonly (Counted | null)[] {
  return [
    { what: `here ${person} ${where}`, limit: 5, windowMs: QUARTER_MS, own: true },
    { what: `account ${person}`, limit: 20, windowMs: QUARTER_MS },
    from(ip, 100),
  ];
}

/** Mails that somebody else is sent: the same answer whether anybody has that address. */
export function mailTries(to: string, ip: string | null): readonly (Counted | null)[] {
  return [
    { what: `account ${to}`, limit: 5, windowMs: HOUR_MS },
    ip === null ? null : { what: `from ${ip}`, limit: 30, windowMs: HOUR_MS },
  ];
}

/** What nobody guesses, but anybody may ask for: only so that nobody asks without end. */
export function placeTries(ip: string | null, limit: number): readonly (Counted | null)[] {
  return [from(ip, limit)];
}

function from(ip: string | null, limit: number): Counted | null {
  return ip === null ? null : { what: `from ${ip}`, limit, windowMs: QUARTER_MS };
}

/** A code is good for its own step and one on either side. */
const CODE_LASTS_MS = 2 * 60_000;

/** RFC 6238 5.2: a code that was right once is right no second time. The library keeps no account of it. */
export async function claimCode(env: Env, person: string, code: string): Promise<{ readonly taken: boolean; release(): Promise<void> }> {
  const counter = env.THROTTLE.getByName(`codes ${await hashed(person)}`);
  return { taken: !(await counter.claim(code, CODE_LASTS_MS)), release: async () => counter.release(code) };
}

/** A counter's name stands in the platform's own lists: it tells nobody's address. */
export async function hashed(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
