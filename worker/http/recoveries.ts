import { Hono } from "hono";
import * as v from "valibot";
import type { recoveryRow } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { getSession } from "../identity/actor.ts";
import { cancelRecovery } from "../identity/recovery.ts";
import { readSessionToken } from "../identity/session.ts";
import { openRecoveries } from "../store/recovery.ts";
import { asking } from "./decided.ts";
import { actorOf, type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { need, openTo } from "./need.ts";

const nothing = v.object({});
type Row = v.InferOutput<typeof recoveryRow>;

/** One's own open recovery, below `/api/account`: to see it, and to say that nothing was lost. */
export const ownRecovery = new Hono<Door>()
  .get("/recovery", openTo("everybody who is signed in, about themselves"), async (c) => {
    const [recovery = null] = await openRecoveries(c.var.databases.platform, { person: await signedIn(c) }, fresh.now());
    return c.json({ recovery } satisfies { recovery: Row | null });
  })
  .post("/recovery", openTo("everybody who is signed in, about themselves"), async (c) => {
    const person = await signedIn(c, "proven");
    await readBody(c, nothing);
    await cancelRecovery(depsOf(c), { person, workspace: null, by: person }, doerOf(c, person));
    return c.json({ recovery: null });
  });

/** Those of a workspace's people, for who may manage them. */
export const recoveryRoutes = new Hono<Door>()
  .get("/recoveries", need("people.manage"), async (c) =>
    c.json({ recoveries: await openRecoveries(c.var.databases.platform, { workspace: actorOf(c).workspace }, fresh.now()) }),
  )
  .post("/people/:person/recovery/cancel", need("people.manage"), async (c) => {
    await readBody(c, nothing);
    const { person: by, workspace } = actorOf(c);
    const cancelled = { person: c.req.param("person"), workspace, by };
    await asking(c, "people.manage", () => cancelRecovery(depsOf(c), cancelled, doerOf(c)));
    return c.json({ recovery: null });
  });

function depsOf(c: DoorContext) {
  return { platform: c.var.databases.platform, fresh };
}

/** `proven`: whoever says that nothing was lost shows it. A password alone may be somebody else's. */
async function signedIn(c: DoorContext, how?: "proven"): Promise<string> {
  const token = await readSessionToken(c.req.raw, c.var.settings.SESSION_SECRET);
  const session = token === null ? null : await getSession(c.var.databases, token, fresh.now());
  if (session === null) throw new Refusal("not_signed_in");
  if (how === "proven" && session.secondFactorAt === null) throw new Refusal("second_factor_needed");
  return session.person.id;
}
