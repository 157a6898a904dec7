import { Hono } from "hono";
import type * as v from "valibot";
import type { sessionAnswer } from "../../domain/api.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { getSession, touchSession } from "../identity/actor.ts";
import { readSessionToken } from "../identity/session.ts";
import type { Door } from "./door.ts";
import { openTo } from "./need.ts";

/** Who is signed in, and which workspaces are open to them. */
export const sessionRoutes = new Hono<Door>().get("/", openTo("whoever asks who they are"), async (c) => {
  const { databases, settings } = c.var;
  const now = fresh.now();
  const token = await readSessionToken(c.req.raw, settings.SESSION_SECRET);
  const signedIn = token === null ? null : await getSession(databases, token, now);
  if (signedIn === null) throw new Refusal("not_signed_in");
  c.executionCtx.waitUntil(touchSession(databases, signedIn, now));
  const answer: v.InferOutput<typeof sessionAnswer> = {
    person: signedIn.person,
    workspaces: [...signedIn.workspaces],
    secondFactor: signedIn.secondFactorAt !== null,
    secondFactorNeeded: signedIn.mustProve && signedIn.secondFactorAt === null,
    // Nobody else is told that there is such a place (PM1).
    ...(signedIn.console ? { console: true as const } : {}),
  };
  return c.json(answer);
});
