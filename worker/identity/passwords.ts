import { Refusal } from "../../domain/errors.ts";
import { changingPassword, droppingLinks, findPerson, type Person, readPassword } from "../store/account.ts";
import { batch } from "../store/database.ts";
import { refusedByGuard } from "../store/guard.ts";
import { endingAll } from "../store/sessions.ts";
import { Library } from "./library.ts";
import { afterwards, goOn, mailsTo, noteRefused, requireProof, requireSeat } from "./opening.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { hasFactor } from "./proof.ts";
import { noCookie } from "./session.ts";
import { refuseWeak } from "./strength.ts";
import { mailTries, passwordTries, placeTries, take } from "./tries.ts";
import type { Done, Visit } from "./visit.ts";

/** Passwords that are forgotten or changed (SI1). */

/** Refuses a wrong one, counted with the tries to sign in. Gives it as it is stored. */
export async function checkPassword(visit: Visit, person: Person, password: string): Promise<string> {
  const forget = await take(visit.env, "sign-in", passwordTries(person.email, visit.place.ip));
  const stored = await readPassword(visit.databases.platform, person.id);
  if (stored === null || !(await verifyPassword(stored, password))) {
    visit.later(() => noteRefused(visit, person.id, "auth.sign_in_failed"));
    throw new Refusal("bad_password");
  }
  visit.later(forget);
  return stored;
}

/** Every other session ends with it. The one that is shown is proof enough of somebody who has no second factor. */
export async function changePassword(
  visit: Visit,
  body: { readonly currentPassword: string; readonly newPassword: string },
): Promise<Done> {
  const seat = hasFactor(requireSeat(visit)) ? requireProof(visit) : requireSeat(visit);
  const { person } = seat;
  const from = await checkPassword(visit, person, body.currentPassword);
  refuseWeak(body.newPassword, person);
  const to = await hashPassword(body.newPassword);
  const at = visit.fresh.now();
  const also = [
    ...changingPassword(visit.databases.platform, { person: person.id, session: seat.session, from, to }, at),
    ...(await mailsTo(visit, person, { kind: "password_changed" })),
  ];
  try {
    return { cookies: await goOn(visit, seat, { proven: false, also }) };
  } catch (error) {
    // Changed from elsewhere in the meantime.
    if (refusedByGuard(error)) throw new Refusal("conflict");
    throw error;
  }
}

/** Answered before it is known whether anybody has that address: neither the words nor the time tell. */
export async function askReset(visit: Visit, { email }: { readonly email: string }): Promise<Done> {
  await take(visit.env, "reset", mailTries(email, visit.place.ip));
  visit.later(async () => {
    const library = new Library(visit);
    const { status } = await library.ask("POST /request-password-reset", { email }, "nobody");
    // An address that is none is none of anybody's.
    if (status >= 500) throw new Error("the library made no link");
    for (const { person: id, token } of library.reset) {
      const person = await findPerson(visit.databases.platform, { id });
      if (person === undefined) continue;
      await batch(
        visit.databases.platform,
        await mailsTo(visit, person, { kind: "reset_password", link: `${visit.url.origin}/reset#${token}` }),
      );
    }
    afterwards(visit, []);
  });
  return {};
}

const LINKS_EACH = 60;

/** Ends every session there is: whoever was in with the old password is out. */
export async function resetPassword(
  visit: Visit,
  { token, newPassword }: { readonly token: string; readonly newPassword: string },
): Promise<Done> {
  const { databases, seat, url } = visit;
  await take(visit.env, "link", placeTries(visit.place.ip, LINKS_EACH));
  const library = new Library(visit);
  const id = await library.lookUp(`reset-password:${token}`);
  const person = id === null ? undefined : await findPerson(databases.platform, { id });
  if (person === undefined) throw new Refusal("link_over");
  refuseWeak(newPassword, person);
  const { status } = await library.ask("POST /reset-password", { token, newPassword }, "nobody");
  if (status >= 500) throw new Refusal("internal");
  if (status !== 200) throw new Refusal("link_over");
  await batch(databases.platform, [
    // The library ended them before it took the new password: whoever came in with the old one meanwhile is out too.
    endingAll(databases.platform, person.id),
    droppingLinks(databases.platform, person.id),
    ...(await mailsTo(visit, person, { kind: "password_changed" })),
  ]);
  afterwards(visit, [person.id]);
  return seat?.person.id === person.id ? { cookies: [noCookie(url)] } : {};
}
