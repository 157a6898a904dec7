import { createHash, createHmac } from "node:crypto";
import { parseDelivery } from "../../../domain/delivery.ts";
import { pick, seeded } from "../../meta/random.ts";
import { fuzzedDelivery } from "../edge/fuzzdelivery.ts";
import { mixed, type Random, whole } from "../edge/mutate.ts";
import type { FuzzPage, Read, ReadWish, Violation } from "../edge/fuzzing.ts";
import type { Figure } from "../figures.ts";
import type { Lab } from "../lab.ts";
import { ask, signed } from "../load.ts";
import type { Bench, Part } from "../part.ts";

/** One run is as good as another; to see a run again, the seed is told with whatever it found. */
const SEED = Number(process.env["BENCH_SEED"] ?? 20_261_129);
const COUNT = Number(process.env["BENCH_FUZZ"] ?? 100_000);
const AT_ONCE = 24;
/** Of what is wrong, so much is told. */
const TOLD = 5;
/** Nobody goes on with what was stored. */
const HELD = { "x-bench-held": "1" };
const PATH = "/webhooks/meta";
const BODY_LIMIT = 1024 * 1024;

/** 100,000 deliveries and as many answers of Meta, few of them as they should be: no crash, no 500, no partial state. */
export const fuzz: Part = async (bench) => [...(await deliveries(bench)), ...(await answers(bench))];

interface Sent {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly right: boolean;
}

async function deliveries({ open, say }: Bench): Promise<readonly Figure[]> {
  const lab = await open();
  const wrong: Violation[] = [];
  const statuses = new Map<number, number>();
  const accepted = new Map<string, number>();
  let next = 0;
  const hand = async () => {
    for (let n = next++; n < COUNT; n = next++) {
      const sent = signedSomehow(n, lab.secret);
      const due = sent.body.length > BODY_LIMIT ? 413 : sent.right ? 200 : 401;
      const status = await post(lab, sent);
      if (status === due) statuses.set(due, (statuses.get(due) ?? 0) + 1);
      else wrong.push({ what: `a delivery was answered ${status}, not ${due}`, sample: [n, sent.headers, startOf(sent.body)] });
      if (status === 200) accepted.set(idOf(sent.body), n);
      if (n % 1_000 === 0) say(`${n} deliveries, ${told(statuses)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  say(`${COUNT} deliveries, ${told(statuses)}; looking at what they left`);
  wrong.push(...(await leftWhole(lab, accepted)));
  refuse(wrong);
  return [
    { name: "fuzz_deliveries", value: COUNT, unit: "count", runs: 1 },
    { name: "fuzz_deliveries_wrong", value: wrong.length, unit: "count", runs: 1, target: { most: 0 } },
  ];
}

function told(statuses: ReadonlyMap<number, number>): string {
  return [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${count} answered ${status}`)
    .join(", ");
}

/** Bodies and changes asked about at once. */
const CHUNK = 500;
const CHUNK_LEADS = 20_000;

async function leftWhole(lab: Lab, accepted: ReadonlyMap<string, number>): Promise<Violation[]> {
  const wrong: Violation[] = [];
  const leads = new Set<string>();
  const all = [...accepted];
  for (let at = 0; at < all.length; at += CHUNK) {
    const chunk = all.slice(at, at + CHUNK);
    // IN1: what the database could not take in time was accepted into the queue, which nobody empties here; sent again, it is stored.
    const late = await lab.act<string[]>("fuzz/missing", { deliveries: chunk.map(([id]) => id) });
    for (const id of late) await post(lab, rightly(fuzzedDelivery(SEED, accepted.get(id) ?? 0), lab.secret));
    const deliveries = chunk.map(([id, n]) => ({ id, ...readBy(fuzzedDelivery(SEED, n), leads) }));
    for (const { what, sample } of await lab.act<Violation[]>("fuzz/accepted", { deliveries })) {
      const inputs = (sample as { id: string }[]).map(({ id }) => accepted.get(id) ?? -1);
      wrong.push({ what, sample: [sample, ...inputs.map((n) => [n, startOf(fuzzedDelivery(SEED, n))])] });
    }
  }
  const ids = [...leads];
  for (let at = 0; at < ids.length; at += CHUNK_LEADS)
    wrong.push(...(await lab.act<Violation[]>("fuzz/accepted", { leads: ids.slice(at, at + CHUNK_LEADS) })));
  return [...wrong, ...(await lab.act<Violation[]>("fuzz/accepted", { totals: { deliveries: accepted.size, leads: ids.length } }))];
}

/** What the parser says of that very body; its changes go into `leads`. */
function readBy(body: Uint8Array<ArrayBuffer>, leads: Set<string>) {
  const parsed = parseDelivery(new TextDecoder().decode(body), 0);
  if (!parsed.ok) return { verdict: "unreadable", leads: 0, ignored: 0, bad: 0 };
  for (const { lead } of parsed.leads) leads.add(lead);
  return { verdict: "accepted", leads: parsed.leads.length, ignored: parsed.ignored, bad: parsed.bad.length };
}

function rightly(body: Uint8Array<ArrayBuffer>, secret: string): Sent {
  return { body, headers: { ...signed(PATH, body, secret).headers, ...HELD }, right: true };
}

async function post(lab: Lab, { body, headers }: Sent): Promise<number | string> {
  const asked = { path: PATH, method: "POST", headers, body } as const;
  return ask(lab.url, body.length > BODY_LIMIT ? { ...asked, alone: true } : asked).then(
    ({ status }) => status,
    (error: unknown) => String(error),
  );
}

const idOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
const startOf = (body: Uint8Array) => Buffer.from(body.subarray(0, 300)).toString("latin1");

const WORKSPACES = 8;
const PAGES_EACH = 5;
/** Changes worked on in one act. */
const ACT = 2_000;

async function answers({ open, say }: Bench): Promise<readonly Figure[]> {
  const lab = await open();
  const pages = await lab.act<FuzzPage[]>("fuzz/worlds", { workspaces: WORKSPACES, pages: PAGES_EACH });
  const wrong: Violation[] = [];
  let now = Date.now();
  let read = 0;
  let changes = 0;
  while (read < COUNT) {
    const wish: ReadWish = { seed: SEED, from: changes, count: Math.min(ACT, COUNT), pages, now };
    const done = await lab.act<Read>("fuzz/read", wish);
    now = done.now;
    // Nothing is asked for any more: this would go on for ever.
    if (done.answers === 0)
      throw new Error(
        `Meta is not asked for change ${changes} and the ${wish.count} from it: ${JSON.stringify(done.wrong.slice(0, TOLD))}`,
      );
    read += done.answers;
    changes += wish.count;
    wrong.push(...done.wrong);
    say(`${read} answers to ${changes} changes`);
  }
  say(`${read} answers to ${changes} changes; looking at what they left`);
  wrong.push(...(await lab.act<Violation[]>("fuzz/written", { now, changes })));
  refuse(wrong);
  return [
    { name: "fuzz_graph_answers", value: read, unit: "count", runs: 1 },
    { name: "fuzz_graph_wrong", value: wrong.length, unit: "count", runs: 1, target: { most: 0 } },
  ];
}

function refuse(wrong: readonly Violation[]): void {
  if (wrong.length === 0) return;
  const kinds = new Map<string, Violation[]>();
  for (const one of wrong) kinds.set(one.what, [...(kinds.get(one.what) ?? []), one]);
  const lines = [...kinds].map(
    ([what, list]) => `${list.length} x ${what}: ${JSON.stringify(list.slice(0, TOLD).map(({ sample }) => sample))}`,
  );
  throw new Error([`BENCH_SEED=${SEED} BENCH_FUZZ=${COUNT}`, ...lines].join("\n"));
}

function signedSomehow(n: number, secret: string): Sent {
  const random = seeded(mixed(SEED, n, 7));
  const body = fuzzedDelivery(SEED, n);
  const hmac = (key: string, of: Uint8Array) => createHmac("sha256", key).update(of).digest("hex");
  const hex = hmac(secret, body);
  const headers: Record<string, string> = { "content-type": "application/json", ...HELD, ...oddHeaders(random) };
  const chance = random();
  let right = true;
  if (chance < 0.84) headers["x-hub-signature-256"] = `sha256=${hex}`;
  else if (chance < 0.9) headers["x-hub-signature-256"] = pick(random, [`sha256=${hex.toUpperCase()}`, `SHA256=${hex}`]);
  else {
    right = false;
    const value = pick(random, [
      null,
      "",
      "sha256=",
      hex,
      `sha256=${hex.slice(1)}`,
      `sha256=${hex}0`,
      `sha256=${hex.slice(0, -1)}g`,
      `sha1=${hex}`,
      `sha256= ${hex}`,
      `sha256=${hex}, sha256=${hex}`,
      `sha256=${hmac("another secret", body)}`,
      `sha256=${hmac(secret, Buffer.concat([body, Buffer.from(" ")]))}`,
      `sha256=${"0".repeat(64)}`,
      "é".repeat(40),
    ]);
    if (value !== null) headers["x-hub-signature-256"] = value;
    else headers["x-hub-signature"] = `sha1=${hex.slice(0, 40)}`;
  }
  return { body, headers, right };
}

function oddHeaders(random: Random): Record<string, string> {
  if (random() < 0.6) return {};
  return pick<Record<string, string>>(random, [
    { "content-type": "" },
    { "content-type": "text/plain" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "\u00ff\u00fe" },
    { "content-encoding": "gzip" },
    { "content-encoding": "br, deflate" },
    { "transfer-encoding": "chunked" },
    { "user-agent": "x".repeat(4_000) },
    { "user-agent": "\u00e9\u00ff" },
    { "cf-connecting-ip": "not an address" },
    { "cf-ray": "\u00e9\u00ff" },
    { "cf-ray": "x".repeat(2_000) },
    { "x-forwarded-for": "1".repeat(whole(random, 2_000)) },
    { "accept-encoding": "*;q=0" },
    { cookie: "leadoxe=%ff%fe; =; ;" },
    { origin: "null" },
  ]);
}
