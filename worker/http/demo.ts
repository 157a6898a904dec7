import { type Context, Hono } from "hono";
import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { ACTS, type ActDeps, doAct, isStopped, pulse } from "../demo/acts.ts";
import { DOOR_KEYS, DOORS, MARINA } from "../demo/cast.ts";
import { readMails } from "../demo/mails.ts";
import { metaControl } from "../demo/meta.ts";
import { notePaint, readTimes, seenBody } from "../demo/seen.ts";
import { seedDemo } from "../demo/seed.ts";
import { databasesOf, type Env, fresh, settingsOf } from "../env.ts";
import { enterConsole } from "../identity/console-session.ts";
import { SESSION_MS, sessionCookie } from "../identity/session.ts";
import { sweep } from "../intake/consume.ts";
import { consumePorts } from "../intake/ports.ts";
import { roomOf } from "../room.ts";
import { countLeads, makeDue, openSession, seedState } from "../store/demo.ts";
import { answerError, parseInput } from "./door.ts";

type Demo = Context<{ Bindings: Env }>;

const SHARD = 1;
const nothing = v.object({});

/** The demo's doors and buttons: development only, the app mounts them where settings say DEMO is on. */
export const demoRoutes = new Hono<{ Bindings: Env }>()
  .basePath("/demo")
  .onError((error, c) => answerError(error, c, c.req.header("cf-ray") ?? fresh.id()))
  .notFound((c) => answerError(new Refusal("not_found"), c, c.req.header("cf-ray") ?? fresh.id()))
  .get("/doors", (c) =>
    c.json({
      doors: DOORS.map(({ key, host, person, workspace }) => {
        const url = new URL(`/demo/enter?door=${key}`, c.req.url);
        url.hostname = host;
        return { key, host, person: person.id, name: person.name, role: person.role, workspace: workspace?.name ?? null, url: url.href };
      }),
    }),
  )
  .get("/enter", async (c) => {
    const { door: key } = parseInput(v.object({ door: v.picklist(DOOR_KEYS) }), c.req.query());
    const door = DOORS.find((one) => one.key === key);
    if (door === undefined) throw new Refusal("not_found");
    const token = `${fresh.id()}${fresh.id()}`.replaceAll("-", "");
    const browser = c.req.header("user-agent")?.slice(0, 300) ?? null;
    const [databases, url, session, now] = [databasesOf(c.env), new URL(c.req.url), fresh.id(), fresh.now()];
    const person = door.person.id;
    await openSession(databases.platform, { id: session, token, person, browser, now, lasts: SESSION_MS });
    c.header("set-cookie", await sessionCookie(url, token, settingsOf(c.env).SESSION_SECRET));
    if (door.workspace === null) {
      const doer = { person, ip: null, browser, request: null };
      c.header("set-cookie", await enterConsole(databases, url, { person, session, secondFactorAt: now }, doer, fresh), { append: true });
    }
    return c.redirect(door.workspace === null ? "/console" : `/w/${door.workspace.slug}/leads`, 303);
  })
  // Beside the page itself, which is at /demo/mail.
  .get("/mails", async (c) => c.json({ mails: await readMails(databasesOf(c.env).platform, settingsOf(c.env).TOKEN_KEYS) }))
  .get("/state", async (c) => {
    const databases = databasesOf(c.env);
    const state = await seedState(databases.platform);
    const leads = state === "new" ? 0 : await countLeads(databases.shard(SHARD), MARINA.id);
    return c.json({ state, leads, stopped: await isStopped(depsOf(c)) });
  })
  .post("/seed", async (c) => {
    await body(c, nothing);
    const settings = settingsOf(c.env);
    const seeded = await seedDemo({
      databases: databasesOf(c.env),
      fresh,
      keys: settings.TOKEN_KEYS,
      meta: metaControl(settings.META_GRAPH_URL),
    });
    if (seeded.kind === "half") throw new Refusal("conflict", { why: "an earlier seed was cut short: npm run reset starts anew" });
    return c.json({ seeded: seeded.kind === "seeded", already: seeded.kind === "already", leads: seeded.leads });
  })
  .post("/act", async (c) => {
    const { act } = await body(c, v.object({ act: v.picklist(ACTS) }));
    return c.json({ act, ...(await doAct(act, depsOf(c))) });
  })
  .post("/pulse", async (c) => {
    await body(c, nothing);
    return c.json(await pulse(depsOf(c)));
  })
  .post("/seen", async (c) => {
    const { meta, shard } = depsOf(c);
    await notePaint(meta, shard, await body(c, seenBody));
    return c.json({ ok: true });
  })
  .get("/seen", async (c) => c.json({ doors: await readTimes(depsOf(c).meta) }));

async function body<T>(c: Demo, schema: v.GenericSchema<unknown, T>): Promise<T> {
  return parseInput(schema, await c.req.json().catch(() => undefined));
}

function depsOf(c: Demo): ActDeps {
  return {
    meta: metaControl(settingsOf(c.env).META_GRAPH_URL),
    shard: databasesOf(c.env).shard(SHARD),
    fresh,
    poke: async () => roomOf(c.env, MARINA.id).poke(),
    async tryAgain() {
      const databases = databasesOf(c.env);
      await makeDue(databases.platform, fresh.now());
      await sweep(consumePorts(c.env, settingsOf(c.env), databases));
    },
  };
}
