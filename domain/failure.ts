/** What is to be done about a change that could not be turned into a lead. */
export const FAILURE_CLASSES = ["transient", "throttled", "reconnect", "ambiguous", "permanent"] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** `reason` is a code for people (words in `web/words`) and never carries a token or an answer. */
export interface Failure {
  readonly class: FailureClass;
  readonly reason: string;
  /** Throttled only: how long Meta says calls are refused, ms. */
  readonly waitMs?: number;
  /** Throttled only: Meta refuses the whole app, whichever Page it asks for. */
  readonly wholeApp?: boolean;
  /** Meta's own trace id, for its support. */
  readonly trace?: string;
}

export interface GraphRefusal {
  readonly status: number;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly transient?: boolean | undefined;
  readonly trace?: string | undefined;
  /** Largest `estimated_time_to_regain_access` of the usage headers, minutes. */
  readonly regainMinutes?: number | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Meta's limits roll over a day: whatever its header says, a Page is asked again after one. */
const LONGEST_BLOCK = 24 * HOUR;

/** Classified on code and subcode, never on the message: Meta words and translates those freely. */
export function classifyRefusal(refusal: GraphRefusal): Failure {
  const trace = refusal.trace === undefined ? {} : { trace: refusal.trace };
  const { code, subcode } = refusal;
  if (isThrottle(code)) {
    const waitMs = Math.min(LONGEST_BLOCK, Math.round(Math.max(1, refusal.regainMinutes ?? 15) * MINUTE));
    return { class: "throttled", reason: "throttled", waitMs, wholeApp: code === APP_THROTTLE, ...trace };
  }
  if (refusal.transient || code === 1 || code === 2 || (code === undefined && refusal.status >= 500))
    return { class: "transient", reason: "meta_unwell", ...trace };
  if (code === 102 || code === 190) return { class: "reconnect", reason: subcode === 463 ? "token_expired" : "token_refused", ...trace };
  if (code === 103) return { class: "reconnect", reason: "lead_access", ...trace };
  if (code === 3 || code === 10 || (code !== undefined && code >= 200 && code <= 299))
    return { class: "reconnect", reason: "permission", ...trace };
  if (code === 100 && subcode === 33) return { class: "ambiguous", reason: "not_readable", ...trace };
  if (code === 101 || code === 104 || code === 2500 || code === 2635) return { class: "transient", reason: "app_settings", ...trace };
  if (code === 368) return { class: "throttled", reason: "policy", waitMs: 6 * HOUR, wholeApp: true, ...trace };
  if (code === undefined && (refusal.status === 429 || refusal.status === 408))
    return { class: "transient", reason: "meta_unwell", ...trace };
  // Without a code it is not Graph that speaks: a proxy, a block page, a half answer. It may look otherwise in an hour.
  return { class: code === undefined ? "ambiguous" : "permanent", reason: "refused", ...trace };
}

/** Codes of the app's own limit; the others are a Page's, a person's or an account's. */
const APP_THROTTLE = 4;

/** The token itself is dead: nothing of this Page can be read until somebody connects it again. */
export function isTokenDead(failure: Failure): boolean {
  return failure.class === "reconnect" && failure.reason.startsWith("token_");
}

function isThrottle(code: number | undefined): boolean {
  return (
    code !== undefined && (code === 4 || code === 17 || code === 32 || code === 341 || code === 613 || (code >= 80_000 && code <= 80_014))
  );
}

/** New leads race their own notification: most are readable within minutes, the rest belongs to a person. */
const AMBIGUOUS_WAITS = [20_000, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];
const RIGHTS_WAITS = [HOUR, 3 * HOUR, 12 * HOUR, 24 * HOUR];
/** Leads can be read for 90 days; whoever has not given the right within two weeks has to be asked. */
const RIGHTS_TRIES = 16;
const TRANSIENT_FIRST = 10_000;
const TRANSIENT_LONGEST = 30 * MINUTE;
/** With the longest wait this is about a day and a half, as long as Meta itself would have tried. */
const TRANSIENT_TRIES = 80;

export type NextTry = { readonly kind: "later"; readonly delayMs: number } | { readonly kind: "park" };

/** When to try again after the `attempts`-th failure (1 = the first). `random` in [0, 1) spreads the tries of one outage. */
export function nextTry(failure: Failure, attempts: number, random: number): NextTry {
  switch (failure.class) {
    case "transient": {
      if (attempts >= TRANSIENT_TRIES) return { kind: "park" };
      const longest = Math.min(TRANSIENT_LONGEST, TRANSIENT_FIRST * 2 ** Math.min(attempts - 1, 20));
      return later(longest / 2, longest / 2, random);
    }
    case "throttled":
      // Calls during a block prolong it: never earlier than Meta says.
      return later(failure.waitMs ?? 15 * MINUTE, 30_000, random);
    case "ambiguous": {
      const wait = AMBIGUOUS_WAITS[attempts - 1];
      return wait === undefined ? { kind: "park" } : later(wait, wait / 4, random);
    }
    case "reconnect": {
      // A right may be given at Meta without anything changing here, and may lack for one lead only: asked again, slowly.
      const wait = isTokenDead(failure) ? undefined : RIGHTS_WAITS[Math.min(attempts - 1, RIGHTS_WAITS.length - 1)];
      return wait === undefined || attempts > RIGHTS_TRIES ? { kind: "park" } : later(wait, wait / 4, random);
    }
    case "permanent":
      return { kind: "park" };
  }
}

function later(least: number, spread: number, random: number): NextTry {
  return { kind: "later", delayMs: Math.round(least + spread * random) };
}
