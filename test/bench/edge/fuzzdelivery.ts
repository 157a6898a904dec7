import { dashboardTest, type DeliveredChange, deliveryBody } from "../../meta/deliver.ts";
import { digits, pick, seeded } from "../../meta/random.ts";
import { damaged, mixed, mutate, planted, type Random, whole, written } from "./mutate.ts";

/** Pages that no workspace has: what is fuzzed here is the way to the durable write, not the way after it. */
const PAGES = Array.from({ length: 40 }, (_, n) => `71000000000${100 + n}`);
/** Most that Meta puts into one delivery. */
const MOST_CHANGES = 1_000;
/** Just past the limit of the webhook, so that its edge is met from both sides. */
const LIMIT = 1024 * 1024;

/** The `n`-th body of a seed: a real shape, most of them harmed in one place or a few. */
export function fuzzedDelivery(seed: number, n: number): Uint8Array<ArrayBuffer> {
  const random = seeded(mixed(seed, n));
  const kind = random();
  if (kind < 0.002) return padded(random);
  if (kind < 0.004) return new Uint8Array(0);
  const text = shape(random, n);
  if (kind < 0.25) return utf8(text);
  if (kind < 0.8) {
    const tree = planted(JSON.parse(text));
    for (let times = 1 + whole(random, 3); times > 0; times--) mutate(random, tree, random() < 0.1 ? MOST_CHANGES : 20);
    return kind < 0.7 ? utf8(written(tree)) : damaged(random, utf8(written(tree)));
  }
  let bytes = utf8(text);
  for (let times = 1 + whole(random, 2); times > 0; times--) bytes = damaged(random, bytes);
  return bytes;
}

/** What Meta, its dashboard and its other subscriptions send. */
function shape(random: Random, n: number): string {
  const kind = random();
  if (kind < 0.03) return dashboardTest();
  if (kind < 0.06)
    return JSON.stringify({
      object: pick(random, ["instagram", "user", "permissions"]),
      entry: [{ id: "1", changes: [change(random, n, 0)] }],
    });
  if (kind < 0.09) return JSON.stringify({ object: "page", entry: [{ id: pick(random, PAGES), time: 1, changed_fields: ["leadgen"] }] });
  const count = kind < 0.0905 ? MOST_CHANGES : 1 + whole(random, random() < 0.9 ? 3 : 12);
  const changes = Array.from({ length: count }, (_, at) => change(random, n, at));
  const body = deliveryBody(changes, { quotedIds: random() < 0.8, time: 1_790_000_000 });
  return random() < 0.9 ? body : body.replace('"changes":[', `"changes":[${pick(random, OTHERS)},`);
}

/** Told beside leads, and none of ours. */
const OTHERS = [
  '{"field":"feed","value":{"item":"post","verb":"add"}}',
  '{"field":"leadgen_update","value":{"leadgen_id":7,"updated_time":"1790000000","event":"qualification_status_change"}}',
  '{"field":"leadgen","value":{}}',
];

function change(random: Random, n: number, at: number): DeliveredChange {
  // Now and then the lead of an earlier delivery: Meta tells things twice, and never in order.
  const of = random() < 0.05 ? whole(random, n + 1) : n;
  const ad = random();
  return {
    leadgen_id: `${8_000_000_000 + of}${String(at).padStart(4, "0")}${pick(random, ["", "", "5678"])}`,
    page_id: pick(random, PAGES),
    form_id: digits(random, 15 + whole(random, 4)),
    created_time: 1_790_000_000 + whole(random, 1_000_000),
    ...(ad < 0.4 ? {} : { ad_id: ad < 0.5 ? null : ad < 0.55 ? "0" : ad < 0.6 ? "" : digits(random, 18) }),
  };
}

function padded(random: Random): Uint8Array<ArrayBuffer> {
  const text = shape(random, whole(random, 1_000));
  return utf8(text.padEnd(LIMIT - 2 + whole(random, 5), " "));
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
