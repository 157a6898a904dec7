import { sql } from "drizzle-orm";
import { Hono } from "hono";
import { uuidv7 } from "uuidv7";
import { drain, type ConsumePorts } from "../../../worker/intake/consume.ts";
import { consumePorts } from "../../../worker/intake/ports.ts";
import { sealToken } from "../../../worker/sealed.ts";
import { storeDelivery } from "../../../worker/store/deliveries.ts";
import { mendPage } from "../../support/mend.ts";
import * as platform from "../../../worker/store/schema/platform.ts";
import * as workspace from "../../../worker/store/schema/workspace.ts";
import { databases, makeWorld, settings, shard, testEnv } from "../../support/world.ts";
import { acceptedWhole, missing } from "./accepted.ts";
import { asResponse, fuzzedAnswer } from "./fuzzgraph.ts";
import type { Accepted, FuzzPage, Read, ReadWish, Violation } from "./fuzzing.ts";
import { waitingWhole, writtenWhole } from "./whole.ts";

/** Longer than any wait that a failure may ask for: one step of the clock, and everything is due again. */
const STEP_MS = 31 * 60 * 60_000;
const ROUNDS = 4;
const AT_ONCE = 8;
/** Changes in one delivery: some come alone, some in bulk. */
const SIZES = [1, 1, 3, 40];

/** How often Meta was asked for each id; answers differ by that, not by what else happens at the time. */
const asked = new Map<string, number>();

export const fuzzRoutes = new Hono()
  .post("/missing", async (c) => c.json(await missing((await c.req.json<{ deliveries: readonly string[] }>()).deliveries)))
  .post("/accepted", async (c) => c.json(await acceptedWhole(await c.req.json<Accepted>())))
  .post("/worlds", async (c) => {
    const { workspaces, pages } = await c.req.json<{ workspaces: number; pages: number }>();
    const made: FuzzPage[] = [];
    for (let n = 0; n < workspaces; n++) made.push(...(await worldOf(n, pages)));
    return c.json(made);
  })
  .post("/read", async (c) => c.json(await read(await c.req.json<ReadWish>())))
  .post("/written", async (c) => {
    const { now, changes } = await c.req.json<{ now: number; changes: number }>();
    return c.json(await writtenWhole(now, changes));
  });

/** Without rules, with one, with one that is broken, with nobody to take a turn. */
const RULES = [
  [],
  [{ match: {}, pool: { kind: "team", team: "desk" } }],
  [
    { match: { forms: ["1"] }, pool: { kind: "people", people: ["nobody"] } },
    { match: {}, pool: { kind: "team", team: "desk" } },
  ],
  [{ match: { pages: 7 }, pool: {} }],
  [{ match: {}, pool: { kind: "team", team: "nowhere" } }],
];

async function worldOf(n: number, pages: number): Promise<FuzzPage[]> {
  const person = { role: "agent" as const, teams: ["desk"] };
  const world = await makeWorld({
    people: { owner: { role: "owner" }, sara: person, yousef: { ...person, weight: 2 } },
    rules: RULES[n % RULES.length] ?? [],
  });
  const made: FuzzPage[] = [];
  for (let at = 0; at < pages; at++) {
    const id = at === 0 ? world.page : `${world.page}${at}`;
    const form = `${world.form}${at}`;
    if (at > 0) {
      const token = await sealToken(settings.TOKEN_KEYS, id, world.token);
      await databases.platform
        .insert(platform.page)
        .values({ id, workspaceId: world.id, name: id, state: "connected", token, connectedBy: "owner", connectedAt: 0 });
    }
    if (at % 2 === 0) {
      const questions = [{ key: "full_name", label: "Full name", type: "FULL_NAME", options: [] }];
      await shard
        .insert(workspace.form)
        .values({ workspaceId: world.id, id: form, page: id, name: "Known", questions, checkboxes: [], readAt: 0 });
    }
    made.push({ page: id, workspace: world.id, form });
  }
  return made;
}

/** Tells the changes and works on them until all are settled or wait for another day, while Meta answers from the seed. */
async function read(wish: ReadWish): Promise<Read> {
  const { seed, pages } = wish;
  let clock = wish.now;
  let answers = 0;
  const wrong: Violation[] = [];
  const usual = consumePorts(testEnv, settings, databases);
  const ports: ConsumePorts = { ...usual, fresh: { ...usual.fresh, now: () => clock } };
  await tell(wish);
  const { fetch } = globalThis;
  globalThis.fetch = (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const id = url.pathname.split("/").at(-1) ?? "";
    const fields = url.searchParams.get("fields") ?? "";
    const ofForm = fields.includes("questions");
    // Asked for less after a refusal, Meta refuses every other lead as before.
    const again = !ofForm && !fields.includes("ad_name") && Number(id) % 2 === 0;
    const time = (asked.get(id) ?? 0) - (again ? 1 : 0);
    asked.set(id, time + 1);
    if (!ofForm) answers += 1;
    try {
      return asResponse(fuzzedAnswer(seed, { id, time, form: ofForm ? null : formOf(id, pages) }));
    } catch (error) {
      // The client takes whatever is thrown for a failed connection, a mistake in here as well.
      wrong.push({ what: "no answer could be made", sample: [id, time, String(error)] });
      throw error;
    }
  };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await mendAll(ports);
      await drainAll(
        pages.map(({ page }) => page),
        ports,
        wrong,
      );
      wrong.push(...(await unwell(seed, pages)), ...(await waitingWhole(clock)));
      clock += STEP_MS;
    }
  } finally {
    globalThis.fetch = fetch;
  }
  return { now: clock, answers, wrong };
}

/** A lead's form is its Page's, or one that nobody has heard of. */
function formOf(lead: string, pages: readonly FuzzPage[]): string {
  const number = Number(lead.slice(3));
  return number % 7 === 0 ? lead.replace(/^900/, "800") : (pages[number % pages.length]?.form ?? "0");
}

async function tell({ from, count, pages, now }: ReadWish): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => {
    const of = pages[(from + n) % pages.length];
    return {
      lead: `900${from + n}`,
      page: of?.page ?? "",
      form: n % 5 === 0 ? null : (of?.form ?? null),
      ad: null,
      createdAt: now,
      connectionTest: false,
    };
  });
  for (let at = 0, turn = 0; at < all.length; turn++) {
    const leads = all.slice(at, at + (SIZES[turn % SIZES.length] ?? 1));
    at += leads.length;
    const id = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const origin = { colo: null, country: null, ip: null, browser: null };
    await storeDelivery(
      databases.platform,
      { id, receivedAt: now, verdict: "accepted", bytes: 1, leads: leads.length, ignored: 0, bad: 0, ...origin },
      leads,
      null,
    );
  }
}

/** Several Pages at once, each for as long as it asks to be drained again. */
async function drainAll(pages: readonly string[], ports: ConsumePorts, wrong: Violation[]): Promise<void> {
  let next = 0;
  const hand = async () => {
    for (let page = pages[next++]; page !== undefined; page = pages[next++]) {
      for (let again = true; again;) {
        again = false;
        const send: ConsumePorts["send"] = async (_, delaySeconds) => {
          again ||= delaySeconds === 0;
        };
        await drain(page, { ...ports, send }).catch((error: unknown) => {
          wrong.push({ what: "a drain threw", sample: [page, error instanceof Error ? (error.stack ?? error.message) : String(error)] });
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** Leads that could be read and not be taken, with the answer that they came in. */
async function unwell(seed: number, pages: readonly FuzzPage[]): Promise<Violation[]> {
  const found = await databases.platform
    .select({ lead: platform.change.lead })
    .from(platform.change)
    .where(sql`reason IN ('workspace_unwell', 'vanished')`);
  return found.map(({ lead }) => {
    const time = (asked.get(lead) ?? 1) - 1;
    const answer = fuzzedAnswer(seed, { id: lead, time, form: formOf(lead, pages) });
    return {
      what: "a lead could not be taken",
      sample: [lead, time, answer.body.length, new TextDecoder().decode(answer.body.slice(0, 300))],
    };
  });
}

/** What a person does about broken Pages. */
async function mendAll(ports: ConsumePorts): Promise<void> {
  const broken = await databases.platform
    .select()
    .from(platform.page)
    .where(sql`state = 'broken'`);
  for (const { id, workspaceId } of broken) {
    const token = await sealToken(settings.TOKEN_KEYS, id, `token of ${id}`);
    await mendPage(
      databases.platform,
      { page: id, workspace: workspaceId, token },
      { person: uuidv7(), ip: null, browser: null, request: null },
      ports.fresh,
    );
  }
}
