import { Hono } from "hono";
import * as v from "valibot";
import { endSessionsBody, type endedAnswer, type sessionsAnswer } from "../../domain/account.ts";
import { recoverAskBody } from "../../domain/console-people.ts";
import { memberBody, memberStateBody, removeBody } from "../../domain/people.ts";
import { can } from "../../domain/rights.ts";
import { jobDeps } from "../cron/index.ts";
import { fresh } from "../env.ts";
import { carryOn } from "../identity/carry.ts";
import { sendMails } from "../identity/post.ts";
import { askRecovery } from "../identity/recovery.ts";
import { changeMember, removeMember, setMemberState } from "../store/admins.ts";
import { endMemberSessions, sessionsOfMember } from "../store/membersessions.ts";
import { readPeople } from "../store/roster.ts";
import { asking, byOf, decided, idIn, takeRecovery } from "./decided.ts";
import { actorOf, type Door, type DoorContext, doerOf, parseInput, readBody } from "./door.ts";
import { need, refused } from "./need.ts";

const sessionsQuery = v.object({ addresses: v.optional(v.literal("1")) });

/** A workspace's members (PE1): reading them costs one round trip, each decision two. */
export const peopleRoutes = new Hono<Door>()
  .get("/people", need("people.read"), async (c) => c.json(await readPeople(c.var.databases.platform, actorOf(c), fresh.now())))
  .put("/people/:person", need("people.manage"), async (c) => {
    const person = idIn(c, "person");
    const { version, ...change } = await readBody(c, memberBody);
    return member(c, person, () => changeMember(c.var.databases.platform, byOf(c), { person, version }, change, fresh));
  })
  .post("/people/:person/suspend", need("people.manage"), (c) => state(c, "suspended"))
  .post("/people/:person/reopen", need("people.manage"), (c) => state(c, "active"))
  .post("/people/:person/remove", need("people.manage"), async (c) => {
    const person = idIn(c, "person");
    const { version, to } = await readBody(c, removeBody);
    return member(c, person, async () => {
      const removed = await removeMember(c.var.databases.platform, byOf(c), { person, version }, to, fresh);
      // What no queue takes is the cron's.
      c.executionCtx.waitUntil(
        jobDeps(c.env)
          .queue([removed.job])
          .catch(() => undefined),
      );
      return removed;
    });
  })
  .post("/people/:person/recover", need("people.manage"), async (c) => {
    const person = idIn(c, "person");
    const body = await readBody(c, recoverAskBody);
    const { actor, name, workspace } = c.var.admitted;
    await takeRecovery(c, actor.person);
    const deps = { platform: c.var.databases.platform, keys: c.var.settings.TOKEN_KEYS, origin: new URL(c.req.url).origin, fresh };
    const wish = { person, workspace: workspace.id, by: { id: actor.person, name }, reason: body.reason };
    const asked = await asking(c, "people.manage", () => askRecovery(deps, wish, doerOf(c)));
    c.executionCtx.waitUntil(sendMails(c.env));
    return c.json(asked);
  })
  .get("/people/:person/sessions", need("sessions.manage"), async (c) => {
    const addresses = parseInput(sessionsQuery, c.req.query()).addresses !== undefined;
    if (addresses && !can(actorOf(c), "sessions.addresses")) throw refused(c, "sessions.addresses");
    const asked = { person: idIn(c, "person"), current: c.var.admitted.session, addresses };
    const sessions = await sessionsOfMember(c.var.databases.platform, byOf(c), asked, fresh);
    return c.json({ sessions } satisfies v.InferOutput<typeof sessionsAnswer>);
  })
  // Of the person, wherever they are signed in: a session belongs to no workspace.
  .post("/people/:person/sessions/end", need("sessions.manage"), async (c) => {
    const person = idIn(c, "person");
    const { session } = await readBody(c, endSessionsBody);
    const asked = { person, session, current: c.var.admitted.session };
    const ended = await asking(c, "sessions.manage", () => endMemberSessions(c.var.databases.platform, byOf(c), asked, fresh));
    const pending = await carryOn(c.env, c.executionCtx, { workspace: null, subjects: [person] });
    return c.json({ ended, pending } satisfies v.InferOutput<typeof endedAnswer>);
  });

function member(c: DoorContext, person: string, work: Parameters<typeof decided>[3]): Promise<Response> {
  return decided(c, "people.manage", [person], work);
}

async function state(c: DoorContext, status: "active" | "suspended"): Promise<Response> {
  const person = idIn(c, "person");
  const { version } = await readBody(c, memberStateBody);
  return member(c, person, () => setMemberState(c.var.databases.platform, byOf(c), { person, version }, status, fresh));
}
