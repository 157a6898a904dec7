import { Hono } from "hono";
import type * as v from "valibot";
import { type recoverAnswer, recoverBody } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";
import { roomsOf } from "../identity/carry.ts";
import { type Env, fresh } from "../env.ts";
import { hashOfLink } from "../identity/link.ts";
import { runOutbox } from "../identity/outbox.ts";
import { sendMails } from "../identity/post.ts";
import { useRecovery } from "../identity/recovery.ts";
import { type Door, doerOf, readBody } from "./door.ts";
import { openTo } from "./need.ts";

/** A link of 32 random bytes is not guessed; this keeps a place from asking the database all day. */
const TRIES = 30;
const TRIES_MS = 15 * 60_000;

/** The link of a recovery (SI1): without a session, since whoever has one has no need of it. */
export const recoverRoutes = new Hono<Door>().post("/", openTo("holders of a recovery link"), async (c) => {
  const { token } = await readBody(c, recoverBody);
  const { databases, settings } = c.var;
  await refuseTooMany(c.env, c.req.header("cf-connecting-ip") ?? null);
  const deps = { platform: databases.platform, keys: settings.TOKEN_KEYS, fresh };
  const answer: v.InferOutput<typeof recoverAnswer> = await useRecovery(deps, token, doerOf(c, ""));
  // EV4: the sessions that ended left their rows in the outbox; what fails here is the cron's.
  c.executionCtx.waitUntil(runOutbox({ databases, fresh, rooms: roomsOf(c.env) }).catch(() => undefined));
  c.executionCtx.waitUntil(sendMails(c.env));
  return c.json(answer);
});

async function refuseTooMany(env: Env, ip: string | null): Promise<void> {
  // A counter's name stands in the platform's own lists: it tells nobody's address.
  const counter = env.THROTTLE.getByName(`recover ${await hashOfLink(ip ?? "")}`);
  const retryAfter = await counter.take(TRIES, TRIES_MS);
  if (retryAfter > 0) throw new Refusal("too_many", { retryAfter });
}
