import { Refusal } from "../../domain/errors.ts";
import { VERIFY_LASTS_MS } from "../../domain/mail/lasts.ts";
import { findPerson, type Person } from "../store/account.ts";
import { batch } from "../store/database.ts";
import { type EmailLink, findLink, followLink, isTaken, keepLink } from "../store/emails.ts";
import { hashOfLink, newLinkToken } from "./link.ts";
import { afterwards, goOn, mailsTo, requireProof, requireSeat } from "./opening.ts";
import { mailTries, placeTries, take } from "./tries.ts";
import type { Done, Visit } from "./visit.ts";

/**
 * Whose an address is (SI1), shown by a link in its mailbox. Ours and not the library's: its links are signed tokens that hold both
 * addresses, open more than once and are stored nowhere.
 */

export async function showEmail(visit: Visit): Promise<Done> {
  const { person } = requireSeat(visit);
  if (person.emailVerified) return {};
  await take(visit.env, "verify", mailTries(person.email, visit.place.ip));
  await send(visit, person, { person: person.id, from: person.email, to: null });
  afterwards(visit, []);
  return {};
}

/** Answered the same whether the new address is somebody's: its owner is told nothing, and neither is whoever asks. */
export async function changeEmail(visit: Visit, { newEmail }: { readonly newEmail: string }): Promise<Done> {
  const { person } = requireProof(visit);
  if (newEmail === person.email) throw new Refusal("invalid_input", { fields: ["newEmail"] });
  await take(visit.env, "verify", [...mailTries(newEmail, visit.place.ip), ...mailTries(person.id, null)]);
  visit.later(async () => {
    if (await isTaken(visit.databases.platform, newEmail, person.id)) return;
    await send(visit, person, { person: person.id, from: person.email, to: newEmail });
    afterwards(visit, []);
  });
  return {};
}

async function send(visit: Visit, person: Person, asked: EmailLink): Promise<void> {
  const { databases, fresh, url } = visit;
  const token = newLinkToken();
  const at = fresh.now();
  await batch(databases.platform, [
    keepLink(databases.platform, await hashOfLink(token), asked, at, at + VERIFY_LASTS_MS),
    ...(await mailsTo(visit, person, { kind: "verify_email", link: `${url.origin}/verify#${token}` }, asked.to ?? asked.from)),
  ]);
}

const LINKS_EACH = 60;

/** Nobody has to be signed in for it: the mailbox may be on another machine. */
export async function verifyEmail(visit: Visit, { token }: { readonly token: string }): Promise<Done> {
  const { databases, fresh, seat } = visit;
  const { platform } = databases;
  await take(visit.env, "link", placeTries(visit.place.ip, LINKS_EACH));
  const hash = await hashOfLink(token);
  const asked = await findLink(platform, hash, fresh.now());
  const person = asked === undefined ? undefined : await findPerson(platform, { id: asked.person });
  if (asked === undefined || person === undefined) throw new Refusal("link_over");
  const { from, to } = asked;
  const told = to === null ? [] : await mailsTo(visit, person, { kind: "email_changed", to }, from);
  if (!(await followLink(platform, hash, asked, fresh.now(), told))) throw new Refusal("link_over");
  afterwards(visit, []);
  return to !== null && seat?.person.id === person.id ? { cookies: await goOn(visit, seat, { proven: false }) } : {};
}
