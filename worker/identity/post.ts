import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import { type MailKind, mailKind } from "../../domain/mail/kinds.ts";
import { renderMail, type Rendered } from "../../domain/mail/render.ts";
import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { openToken } from "../sealed.ts";
import type { Platform } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { FINAL_CODES, giveUp, type HeldMail, type MailRow, markSent, sendLater, takeMails } from "../store/mail.ts";

export interface Sendable extends Rendered {
  readonly to: string;
}

export interface PostDeps {
  readonly platform: Platform;
  readonly fresh: Fresh;
  /** TOKEN_KEYS. */
  readonly keys: string;
  /** Resolves once somebody else answers for the mail. */
  readonly send: (mail: Sendable) => Promise<void>;
  /** In development a mail is not sent but looked at: what it says stays. */
  readonly keep: boolean;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Posted {
  readonly sent: number;
  readonly later: number;
  readonly lost: number;
}

/** Cloudflare answers in well under a second; whoever has not by then is tried again, and may have sent it all the same. */
const SEND_MS = 10_000;
/** A Worker opens six connections at a time (Workers limits). */
const ABREAST = 5;
const AT_ONCE = 20;
/** Longer than the slowest go through `AT_ONCE`: four rounds of `SEND_MS` and their writes. */
const LEASE_MS = 120_000;
/** One go begins no further round after this, so that a tick of the cron is over before the next. */
const GO_MS = 20_000;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;
/** Whoever waits for a link has asked for another one by then. */
const TRIED_FOR_MS = 24 * 3_600_000;

/**
 * Sends what is due. A mail is taken before it is sent and marked right after, each by itself: only a runner that dies between those two
 * sends one twice, which nothing on this side can rule out.
 */
export async function postMails(deps: PostDeps): Promise<Posted> {
  const began = deps.fresh.now();
  const counts = { sent: 0, later: 0, lost: 0 };
  for (;;) {
    const taken = await takeMails(deps.platform, deps.fresh.now(), LEASE_MS, AT_ONCE);
    const left = [...taken];
    const work = async () => {
      for (let held = left.shift(); held !== undefined; held = left.shift()) counts[await post(held, deps)]++;
    };
    await Promise.all(Array.from({ length: ABREAST }, work));
    if (taken.length < AT_ONCE || deps.fresh.now() - began > GO_MS) return counts;
  }
}

async function post(held: HeldMail, deps: PostDeps): Promise<keyof Posted> {
  const { platform, keys, keep } = deps;
  try {
    const says = await openMail(held, keys);
    await withinTime({ ...renderMail(says, held.language), to: held.recipient }, deps);
  } catch (error) {
    return failed(held, error, deps);
  }
  // A second try at writing it down costs less than a second mail.
  const mark = () => markSent(platform, held.id, deps.fresh.now(), keep);
  return mark()
    .catch(mark)
    .then(
      () => "sent" as const,
      () => "later" as const,
    );
}

/** What a mail says. Throws where it cannot be known. */
export async function openMail(held: Pick<MailRow, "id" | "sealed">, keys: string): Promise<MailKind> {
  const text = await openToken(keys, held.id, held.sealed);
  if (text === null) throw new Unsendable("sealed_shut");
  const says = v.safeParse(mailKind, JSON.parse(text));
  // Of a version of ours that is not deployed here (yet).
  if (!says.success) throw new Unsendable("unknown_kind");
  return says.output;
}

async function withinTime(mail: Sendable, { send, wait }: PostDeps): Promise<void> {
  const over = new AbortController();
  const late = wait(SEND_MS, over.signal).then(() => {
    throw new Unsendable("no_answer");
  });
  try {
    await Promise.race([send(mail), late]);
  } finally {
    over.abort();
  }
}

async function failed(held: HeldMail, error: unknown, { platform, fresh: { now, id, random } }: PostDeps): Promise<"later" | "lost"> {
  const cause = reasonOf(error);
  const gaveUp = FINAL_CODES.includes(cause) || now() - held.createdAt >= TRIED_FOR_MS;
  const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (held.attempts - 1));
  // Should this fail too, the lease runs out.
  await (gaveUp ? giveUp(platform, held, cause) : sendLater(platform, held, now() + pause)).catch(() => undefined);
  const seen = { kind: "mail", cause: `${held.kind} ${gaveUp ? "is given up" : "failed"}: ${cause}` } as const;
  await diagnose(platform, seen, { now, id, random }).catch(() => undefined);
  return gaveUp ? "lost" : "later";
}

class Unsendable extends Error {
  override readonly name = "Unsendable";
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The service's own code or ours, else the error's class. Its words may quote the address, so they are never used (SC1). */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : error instanceof Error ? error.name : "unknown";
}

export function postDeps(env: Env): PostDeps {
  const settings = settingsOf(env);
  return {
    platform: databasesOf(env).platform,
    fresh,
    keys: settings.TOKEN_KEYS,
    keep: settings.DEMO === "on",
    send: settings.DEMO === "on" ? async () => undefined : sender(env.EMAIL, settings.MAIL_FROM),
    wait: (ms, signal) => scheduler.wait(ms, { signal }),
  };
}

/** The one place that sends. */
function sender(service: SendEmail | undefined, from: string): PostDeps["send"] {
  return async ({ to, subject, text, html }) => {
    if (service === undefined || from === "") throw new Unsendable("mail_not_set_up");
    await service.send({ from: { name: "LEADOXE CRM", email: from }, to, subject, text, html });
  };
}

/** Right after a request wrote a mail, in its `waitUntil`: what does not go now goes with the minute's cron. Never fails. */
export async function sendMails(env: Env): Promise<void> {
  await postMails(postDeps(env)).catch(() => undefined);
}
