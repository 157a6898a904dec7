import { Hono } from "hono";
import type * as v from "valibot";
import { type endedAnswer, endSessionsBody, type sessionsAnswer } from "../../domain/account.ts";
import { type foundAnswer, foundQuery, type recoverAskAnswer, recoverAskBody } from "../../domain/console-people.ts";
import { fresh } from "../env.ts";
import { carryOn } from "../identity/carry.ts";
import { sendMails } from "../identity/post.ts";
import { askRecovery } from "../identity/recovery.ts";
import { keepRecord } from "../store/audit.ts";
import { endSessionsOf, findPerson } from "../store/console/people.ts";
import { sessionsOf } from "../store/sessions.ts";
import { idIn, takeRecovery } from "./decided.ts";
import { type Door, doerOf, parseInput, readBody } from "./door.ts";
import { needOnPlatform } from "./need.ts";

/** Whoever needs help with coming in: found by their whole address, their sessions ended, their lost second factor taken away. */
export const consolePeople = new Hono<Door>()
  .get("/people", needOnPlatform("people.read"), async (c) => {
    const { email } = parseInput(foundQuery, c.req.query());
    const person = await findPerson(c.var.databases.platform, email, fresh.now());
    return c.json({ person } satisfies v.InferOutput<typeof foundAnswer>);
  })
  .get("/people/:person/sessions", needOnPlatform("people.read"), async (c) => {
    const { databases, platform: admitted } = c.var;
    const person = idIn(c, "person");
    const looked = { act: "sessions.viewed", subjectKind: "person", subject: person, detail: {} };
    // Addresses are shown: who looked is a record, and without it there is no answer.
    const [sessions] = await Promise.all([
      sessionsOf(databases.platform, person, admitted.session, fresh.now()),
      keepRecord(databases, null, looked, doerOf(c, admitted.person), fresh),
    ]);
    return c.json({ sessions } satisfies v.InferOutput<typeof sessionsAnswer>);
  })
  .post("/people/:person/sessions/end", needOnPlatform("sessions.end"), async (c) => {
    const { session } = await readBody(c, endSessionsBody);
    const { databases, platform: admitted } = c.var;
    const ending = { person: idIn(c, "person"), session, current: admitted.session };
    const ended = await endSessionsOf(databases.platform, ending, doerOf(c, admitted.person), fresh);
    const pending = ended > 0 && (await carryOn(c.env, c.executionCtx, { workspace: null, subjects: [ending.person] }));
    return c.json({ ended, pending } satisfies v.InferOutput<typeof endedAnswer>);
  })
  .post("/people/:person/recover", needOnPlatform("recovery.ask"), async (c) => {
    const { reason } = await readBody(c, recoverAskBody);
    const { person: id, name } = c.var.platform;
    await takeRecovery(c, id);
    const deps = { platform: c.var.databases.platform, keys: c.var.settings.TOKEN_KEYS, origin: new URL(c.req.url).origin, fresh };
    const asked = await askRecovery(deps, { person: idIn(c, "person"), workspace: null, by: { id, name }, reason }, doerOf(c, id));
    c.executionCtx.waitUntil(sendMails(c.env));
    return c.json(asked satisfies v.InferOutput<typeof recoverAskAnswer>);
  });
