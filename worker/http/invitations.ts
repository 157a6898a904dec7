import { Hono } from "hono";
import type * as v from "valibot";
import { type acceptAnswer, acceptBody, type InvitationLook, invitationBody, inviteBody, lookBody } from "../../domain/people.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { getSession } from "../identity/actor.ts";
import { carryOn } from "../identity/carry.ts";
import { hashOfLink, newLinkToken } from "../identity/link.ts";
import { mailStatements } from "../identity/mail.ts";
import { hashPassword } from "../identity/password.ts";
import { sendMails } from "../identity/post.ts";
import { newToken, readSessionToken, SESSION_MS, sessionCookie } from "../identity/session.ts";
import { refuseWeak } from "../identity/strength.ts";
import { browserHashOf, placeOf } from "../identity/visit.ts";
import { acceptInvitation, findInvitation, type Newcomer, type Opened } from "../store/accepting.ts";
import { invite, LASTS_MS, type Link, resend, withdraw } from "../store/invitations.ts";
import { asking, byOf, idIn, take } from "./decided.ts";
import { type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { need, openTo } from "./need.ts";

/** Mails that one workspace can make us send to strangers. */
const INVITATIONS = { limit: 50, windowMs: 3_600_000 };

/** Invitations to a workspace, as its admins send them. */
export const invitationRoutes = new Hono<Door>()
  .post("/invitations", need("people.manage"), async (c) => {
    const wish = await readBody(c, inviteBody);
    return sent(c, async (link) => invite(c.var.databases.platform, byOf(c), wish, link, fresh));
  })
  .post("/invitations/:id/resend", need("people.manage"), async (c) => {
    const seen = await seenIn(c);
    return sent(c, async (link) => resend(c.var.databases.platform, byOf(c), seen, link, fresh));
  })
  .post("/invitations/:id/withdraw", need("people.manage"), async (c) => {
    const seen = await seenIn(c);
    return c.json(await asking(c, "people.manage", () => withdraw(c.var.databases.platform, byOf(c), seen, fresh)));
  });

async function seenIn(c: DoorContext) {
  return { id: idIn(c, "id"), ...(await readBody(c, invitationBody)) };
}

async function sent(c: DoorContext, work: (link: Link) => Promise<unknown>): Promise<Response> {
  const { workspace } = c.var.admitted;
  await take(c, `invitations ${workspace.id}`, INVITATIONS.limit, INVITATIONS.windowMs);
  const link = await linkFor(c);
  const row = await asking(c, "people.manage", () => work(link));
  c.executionCtx.waitUntil(sendMails(c.env));
  return c.json(row);
}

/** SC1: the token is in the mail, which is encrypted, and its hash in the table. */
async function linkFor(c: DoorContext): Promise<Link> {
  const { name: by, workspace } = c.var.admitted;
  const { databases, settings } = c.var;
  const token = newLinkToken();
  const expiresAt = fresh.now() + LASTS_MS;
  const link = `${new URL(c.req.url).origin}/invite#${token}`;
  const says = { kind: "invitation", workspace: workspace.name, by, expires: expiresAt, link } as const;
  return {
    tokenHash: await hashOfLink(token),
    expiresAt,
    mail: (to, language) =>
      mailStatements(databases.platform, settings.TOKEN_KEYS, [{ to, language: language ?? workspace.settings.language, says }], fresh),
  };
}

/** Tries of one place: a link of 32 random bytes is not guessed, and asking all day costs the database. */
const LINKS = { limit: 60, windowMs: 15 * 60_000 };
const HOLDERS = "whoever holds the link of an invitation";

/** The other end: the link, held by somebody who may be nobody yet. SI1: only they are told whether the address is somebody's. */
export const holderRoutes = new Hono<Door>()
  .post("/look", openTo(HOLDERS), async (c) => {
    const { token } = await readBody(c, lookBody);
    await takeHere(c);
    const opened = await findInvitation(c.var.databases.platform, await hashOfLink(token), fresh.now());
    const { invitation, workspace, inviter, person } = opened;
    const { email, role, expiresAt } = invitation;
    return c.json({
      workspace: workspace.name,
      email,
      role,
      invitedBy: inviter.name,
      expiresAt,
      isNew: person === null,
    } satisfies InvitationLook);
  })
  .post("/accept", openTo(HOLDERS), async (c) => {
    const { token, account } = await readBody(c, acceptBody);
    await takeHere(c);
    const { databases, settings } = c.var;
    const opening = newToken();
    const acceptance = {
      tokenHash: await hashOfLink(token),
      signedIn: await signedIn(c),
      newcomer: (opened: Opened) => newcomer(c, opened, account, opening),
      doer: doerOf(c, ""),
    };
    const { workspace, person, isNew } = await acceptInvitation(databases.platform, acceptance, fresh);
    if (isNew) c.header("set-cookie", await sessionCookie(new URL(c.req.url), opening, settings.SESSION_SECRET));
    // The first screen reads the shard: they should stand in it by then.
    await carryOn(c.env, c.executionCtx, { workspace: workspace.id, subjects: [person] });
    return c.json({ slug: workspace.slug } satisfies v.InferOutput<typeof acceptAnswer>);
  });

async function newcomer(
  c: DoorContext,
  { invitation: { email } }: Opened,
  account: v.InferOutput<typeof acceptBody>["account"],
  token: string,
): Promise<Newcomer> {
  if (account === null) throw new Refusal("invalid_input", { fields: ["account"] });
  const { name, password } = account;
  refuseWeak(password, { email, name });
  const place = placeOf(c.req.raw);
  const session = { id: fresh.id(), token, expiresAt: fresh.now() + SESSION_MS, place, browserHash: await browserHashOf(place) };
  return { id: fresh.id(), name, password: await hashPassword(password), session };
}

async function signedIn(c: DoorContext): Promise<string | null> {
  const token = await readSessionToken(c.req.raw, c.var.settings.SESSION_SECRET);
  const session = token === null ? null : await getSession(c.var.databases, token, fresh.now());
  return session?.person.id ?? null;
}

async function takeHere(c: DoorContext): Promise<void> {
  const ip = c.req.header("cf-connecting-ip");
  // A counter's name stands in the platform's own lists: it tells nobody's address.
  if (ip !== undefined) await take(c, `links ${await hashOfLink(ip)}`, LINKS.limit, LINKS.windowMs);
}
