import { Hono } from "hono";
import type * as v from "valibot";
import { type newWorkspaceAnswer, newWorkspaceBody } from "../../domain/people.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { getSession } from "../identity/actor.ts";
import { carryOn } from "../identity/carry.ts";
import { readSessionToken } from "../identity/session.ts";
import { makeWorkspace } from "../store/newworkspace.ts";
import { take } from "./decided.ts";
import { type Door, doerOf, readBody } from "./door.ts";
import { openTo } from "./need.ts";

/** New workspaces of one person. */
const NEW = { limit: 5, windowMs: 24 * 3_600_000 };

/** Whoever is signed in can have a workspace of their own. They own it, so they have proven a second factor. */
export const workspacesRoutes = new Hono<Door>().post(
  "/",
  openTo("everybody who is signed in, about a workspace of their own"),
  async (c) => {
    const { databases, settings } = c.var;
    const token = await readSessionToken(c.req.raw, settings.SESSION_SECRET);
    const signedIn = token === null ? null : await getSession(databases, token, fresh.now());
    if (signedIn === null) throw new Refusal("not_signed_in");
    const made = await readBody(c, newWorkspaceBody);
    if (signedIn.secondFactorAt === null) throw new Refusal("second_factor_needed");
    const { session, person } = signedIn;
    const count = () => take(c, `workspaces ${person.id}`, NEW.limit, NEW.windowMs);
    await makeWorkspace(databases, { made, owner: person.id, session, count }, doerOf(c, person.id), fresh);
    const pending = await carryOn(c.env, c.executionCtx, { workspace: made.id, subjects: [made.id, person.id] });
    return c.json({ slug: made.slug, pending } satisfies v.InferOutput<typeof newWorkspaceAnswer>);
  },
);
