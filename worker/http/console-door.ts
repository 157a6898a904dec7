import { Hono } from "hono";
import * as v from "valibot";
import { fresh } from "../env.ts";
import { enterConsole, noConsoleCookie } from "../identity/console-session.ts";
import { closeConsoleSession } from "../store/consolesession.ts";
import { admitAtDoor, type Door, doerOf, readBody } from "./door.ts";
import { needOnPlatform } from "./need.ts";

const nothing = v.object({});

/** In and out of the console (SU1): the only two paths below it that ask for no console session. */
export const consoleDoor = new Hono<Door>()
  .use("/enter", admitAtDoor)
  .use("/leave", admitAtDoor)
  .post("/enter", needOnPlatform("console.read"), async (c) => {
    await readBody(c, nothing);
    const { databases, platform } = c.var;
    // Another tab of theirs was faster.
    if (platform.console !== null) return c.json({ ok: true });
    c.header("set-cookie", await enterConsole(databases, new URL(c.req.url), platform, doerOf(c, platform.person), fresh));
    return c.json({ ok: true });
  })
  .post("/leave", needOnPlatform("console.read"), async (c) => {
    await readBody(c, nothing);
    const { person, session, console } = c.var.platform;
    if (console !== null) await closeConsoleSession(c.var.databases.platform, { id: console.id, session }, doerOf(c, person), fresh);
    c.header("set-cookie", noConsoleCookie(new URL(c.req.url)));
    return c.json({ ok: true });
  });
