import { Hono } from "hono";
import type * as v from "valibot";
import { type accountAnswer, accountBody, type endedAnswer, endSessionsBody, type sessionsAnswer } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { touchSession } from "../identity/actor.ts";
import { carryOn, roomsOf } from "../identity/carry.ts";
import { runOutbox } from "../identity/outbox.ts";
import { PROVEN_FOR_MS } from "../identity/proof.ts";
import { readSessionToken } from "../identity/session.ts";
import { changePerson, readSeat, type Seat } from "../store/account.ts";
import { endSessions, sessionsOf } from "../store/sessions.ts";
import { type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { openTo } from "./need.ts";

const own = openTo("whoever is signed in: it shows and changes nobody else");

/** One's own account and sessions. What proves a person is changed at `/api/auth`. */
export const accountRoutes = new Hono<Door>()
  .get("/", own, async (c) => c.json(shown(await requireSeat(c))))
  .put("/", own, async (c) => {
    const seat = await requireFactor(c);
    const change = await readBody(c, accountBody);
    const { databases } = c.var;
    await changePerson(databases.platform, seat.person, change, doerOf(c, seat.person.id), fresh);
    c.executionCtx.waitUntil(runOutbox({ databases, fresh, rooms: roomsOf(c.env) }).catch(() => undefined));
    return c.json(shown({ ...seat, person: { ...seat.person, ...change } }));
  })
  .get("/sessions", own, async (c) => {
    const { person, session } = await requireSeat(c);
    const answer: v.InferOutput<typeof sessionsAnswer> = {
      sessions: await sessionsOf(c.var.databases.platform, person.id, session, fresh.now()),
    };
    return c.json(answer);
  })
  .post("/sessions/end", own, async (c) => {
    const { person, session } = await requireFactor(c);
    const { session: one } = await readBody(c, endSessionsBody);
    const ended = await endSessions(c.var.databases.platform, { person: person.id, session: one, except: session });
    if (one !== null && ended.length === 0) throw new Refusal("not_found");
    const pending = ended.length > 0 && (await carryOn(c.env, c.executionCtx, { workspace: null, subjects: [person.id] }));
    return c.json({ ended: ended.length, pending } satisfies v.InferOutput<typeof endedAnswer>);
  });

export async function requireSeat(c: DoorContext): Promise<Seat> {
  const { databases, settings } = c.var;
  const now = fresh.now();
  const token = await readSessionToken(c.req.raw, settings.SESSION_SECRET);
  const seat = token === null ? undefined : await readSeat(databases.platform, token, now);
  if (seat === undefined) throw new Refusal("not_signed_in");
  c.executionCtx.waitUntil(touchSession(databases, seat, now).catch(() => undefined));
  return seat;
}

/** SI1: whoever has to have a second factor and did not show one looks, and sets it up. */
export async function requireFactor(c: DoorContext): Promise<Seat> {
  const seat = await requireSeat(c);
  if (seat.mustProve && seat.secondFactorAt === null) throw new Refusal("second_factor_needed");
  return seat;
}

function shown(seat: Seat): v.InferOutput<typeof accountAnswer> {
  const { totp, passkeys, mustProve, secondFactorAt } = seat;
  const { reads: _mails, ...person } = seat.person;
  return {
    person,
    totp,
    passkeys: [...passkeys],
    mustHaveSecondFactor: mustProve,
    secondFactorAt,
    provenFor: totp || passkeys.length > 0 ? PROVEN_FOR_MS : 0,
  };
}
