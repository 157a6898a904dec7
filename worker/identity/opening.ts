import { browserOf } from "../../domain/browser.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Mail, MailKind } from "../../domain/mail/kinds.ts";
import { auditOnPlatform, keepRecord } from "../store/audit.ts";
import { findPerson, type Person, type Seat } from "../store/account.ts";
import type { Statement } from "../store/database.ts";
import { refusedByGuard } from "../store/guard.ts";
import { browsersKnown, droppingPending, openPending, renew } from "../store/sessions.ts";
import { carryOn } from "./carry.ts";
import type { Made } from "./library.ts";
import { mailStatements } from "./mail.ts";
import { sendMails } from "./post.ts";
import { isProven } from "./proof.ts";
import { newToken, sessionCookie } from "./session.ts";
import { hashed } from "./tries.ts";
import { browserHashOf, doerOf, type Visit } from "./visit.ts";

/** How a session begins, is proven and changes its token (SI2). The library's row opens nothing until it comes through here. */

export function requireSeat({ seat }: Visit): Seat {
  if (seat === null) throw new Refusal("not_signed_in");
  return seat;
}

export function requireProof(visit: Visit): Seat {
  const seat = requireSeat(visit);
  if (!isProven(seat, visit.fresh.now())) throw new Refusal("step_up_needed");
  return seat;
}

/** Opens the session, instead of the one that was there. Gives its cookie. */
export async function comeIn(visit: Visit, made: Made, proven: boolean, password: string | null = null): Promise<string[]> {
  const { databases, fresh, place, seat, settings, url } = visit;
  const { platform } = databases;
  const browserHash = await browserHashOf(place);
  const [person, known] = await Promise.all([findPerson(platform, { id: made.userId }), browsersKnown(platform, made.userId, browserHash)]);
  if (person === undefined) throw new Refusal("not_signed_in");
  const at = fresh.now();
  const opening = openPending(
    platform,
    {
      session: made.id,
      person: person.id,
      place,
      browserHash,
      secondFactorAt: proven ? at : null,
      password,
      instead: seat?.session ?? null,
    },
    at,
    known.any && !known.this ? await tellOfBrowser(visit, person, made.id, at) : [],
  );
  await opening.catch((error: unknown) => {
    throw refusedByGuard(error) ? new Refusal(password === null ? "not_signed_in" : "bad_password") : error;
  });
  afterwards(visit, [person.id, ...(seat === null ? [] : [seat.person.id])]);
  return [await sessionCookie(url, made.token, settings.SESSION_SECRET)];
}

async function tellOfBrowser(visit: Visit, person: Person, session: string, at: number): Promise<Statement[]> {
  const { place, databases, fresh } = visit;
  const where = [place.city, place.country].filter((part) => part !== null).join(", ");
  const audited = { act: "auth.new_browser", subjectKind: "person", subject: person.id, detail: { session } };
  return [
    ...(await mailsTo(visit, person, {
      kind: "new_browser",
      browser: nameOf(place.browser ?? ""),
      place: where === "" ? null : where,
      at,
    })),
    ...(await auditOnPlatform(databases.platform, null, [audited], doerOf(visit, person.id), at, fresh)),
  ];
}

function nameOf(agent: string): string {
  const { browser, system } = browserOf(agent);
  const names = [browser, system].filter((name) => name !== null);
  return names.length === 0 ? agent.slice(0, 80) : names.join(" \u00b7 ");
}

/** The session goes on under another token, with `proven` as one that has just shown a second factor. Gives its cookie. */
export async function goOn(
  visit: Visit,
  seat: Seat,
  how: { readonly proven: boolean; readonly made?: Made | null; readonly also?: readonly Statement[] },
): Promise<string[]> {
  const { databases, fresh, settings, url } = visit;
  const { platform } = databases;
  const to = newToken();
  const before = [...(how.made ? [droppingPending(platform, how.made.id)] : []), ...(how.also ?? [])];
  const renewed = await renew(platform, { session: seat.session, from: seat.token, to, at: fresh.now(), proven: how.proven }, before);
  if (renewed === "gone") throw new Refusal("not_signed_in");
  afterwards(visit, [seat.person.id]);
  return renewed === "mine" ? [await sessionCookie(url, to, settings.SESSION_SECRET)] : [];
}

/** EV4: rooms hear at once, not with the next cron; so do mailboxes. */
export function afterwards(visit: Visit, people: readonly string[]): void {
  const { env, later } = visit;
  if (people.length > 0) later(() => carryOn(env, { waitUntil: (promise) => later(() => promise) }, { workspace: null, subjects: people }));
  later(() => sendMails(env));
}

export function mailsTo(visit: Visit, person: Person, says: MailKind, to: string = person.email): Promise<Statement[]> {
  const mail: Mail = { to, language: person.reads, says };
  return mailStatements(visit.databases.platform, visit.settings.TOKEN_KEYS, [mail], visit.fresh);
}

/** AU1: of somebody who is there, that it was not them. Ten an hour are records of their own, further ones are counted. */
export async function noteRefused(visit: Visit, person: string, act: "auth.sign_in_failed" | "auth.second_factor_failed"): Promise<void> {
  const { env, databases, fresh } = visit;
  const counter = env.THROTTLE.getByName(`sign-in refused ${await hashed(person)}`);
  if (!(await counter.refused(person, null))) return;
  await keepRecord(databases, null, { act, subjectKind: "person", subject: person, detail: {} }, doerOf(visit, null), fresh);
}
