import { pick, seeded } from "../../meta/random.ts";
import { formAnswer, leadAnswer } from "./fuzzlead.ts";
import { damaged, mixed, mutate, odd, planted, type Random, whole, written } from "./mutate.ts";

/** What Meta answers, from the seed: the `asked`-th time that it is asked for this id. */
export interface FuzzedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The connection fails before the answer, or on the way through it; or it goes on for longer than anybody wants to read. */
  readonly end: "whole" | "refused" | "cut" | "endless";
}

export function fuzzedAnswer(
  seed: number,
  asked: { readonly id: string; readonly time: number; readonly form: string | null },
): FuzzedAnswer {
  const number = Number(BigInt(asked.id) % 4_294_967_291n);
  const random = seeded(mixed(seed, number, asked.time, asked.form === null ? 1 : 0));
  const answer = asked.form === null ? formAnswer(random, asked.id) : leadAnswer(random, asked.id, asked.form);
  const kind = random();
  const headers = random() < 0.15 ? usage(random) : {};
  const fine = { status: random() < 0.97 ? 200 : pick(random, STATUSES), headers, end: "whole" as const };
  if (kind < 0.4) return { ...fine, body: utf8(JSON.stringify(answer)) };
  if (kind < 0.8) return { ...fine, body: utf8(mutated(random, answer)) };
  if (kind < 0.86) return { ...fine, body: damaged(random, utf8(random() < 0.5 ? JSON.stringify(answer) : mutated(random, answer))) };
  if (kind < 0.94) {
    const error = refusal(random);
    return {
      headers: random() < 0.5 ? usage(random) : headers,
      end: "whole",
      status: random() < 0.8 ? 400 : pick(random, STATUSES),
      body: utf8(random() < 0.5 ? JSON.stringify(error) : mutated(random, error)),
    };
  }
  if (kind < 0.97) return { ...fine, status: pick(random, STATUSES), body: utf8(pick(random, PLAIN)) };
  return { ...fine, body: utf8(JSON.stringify(answer)), end: kind < 0.98 ? "refused" : kind < 0.999 ? "cut" : "endless" };
}

function mutated(random: Random, value: unknown): string {
  const tree = planted(value);
  for (let times = 1 + whole(random, 3); times > 0; times--) mutate(random, tree, random() < 0.02 ? 3_000 : 10);
  return written(tree);
}

/** As `fetch` would bring it. */
export async function asResponse({ status, headers, body, end }: FuzzedAnswer): Promise<Response> {
  if (end === "refused") throw new TypeError("the connection was refused");
  if (status === 204 || status === 304) return new Response(null, { status, headers });
  return new Response(end === "whole" ? body : end === "cut" ? cut(body) : endless(body), { status, headers });
}

function cut(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new Error("the connection was lost"));
      else controller.enqueue(body.slice(0, body.length >> 1));
      sent = true;
    },
  });
}

function endless(body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  const part = new Uint8Array(256 * 1024).fill(0x20);
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(sent ? part : body);
      sent = true;
    },
  });
}

const STATUSES = [200, 201, 204, 206, 302, 304, 400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504, 599];
const PLAIN = [
  "",
  "null",
  "[]",
  "{}",
  "0",
  '"ok"',
  "true",
  "<!DOCTYPE html><title>Sorry</title>",
  "Bad Gateway",
  "{",
  '{"error":null}',
  '{"error":"no"}',
  '{"data":[]}',
  "\u0000",
  "for (;;);{}",
];

/** Codes as documented, the whole app's and the dead token's seldom: each of them closes a Page, and what comes after is not asked for. */
const CODES: readonly (readonly [code: number, subcode?: number])[] = [
  [100, 33],
  [1],
  [2],
  [100],
  [200],
  [10],
  [3],
  [103],
  [101],
  [104],
  [105],
  [506],
  [803],
  [2500],
  [2635],
  [1_892_075],
  [-1],
  [1e21],
];
const THROTTLES = [17, 32, 341, 613, 80_000, 80_005, 80_014];

function refusal(random: Random) {
  const kind = random();
  const [code, subcode] =
    kind < 0.9
      ? pick(random, CODES)
      : kind < 0.95
        ? [pick(random, THROTTLES)]
        : kind < 0.955
          ? [pick(random, [4, 368])]
          : kind < 0.98
            ? [pick(random, [102, 190]), pick(random, [0, 458, 460, 463, 467])]
            : [pick(random, CODES)[0], 33];
  return {
    error: {
      message: pick(random, ["(#100) Nonexisting field", "An unknown error occurred", "", "رسالة", "m".repeat(3_000)]),
      type: pick(random, ["OAuthException", "GraphMethodException", ""]),
      code: random() < 0.1 ? String(code) : code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(random() < 0.3 ? { is_transient: random() < 0.5 } : {}),
      ...(random() < 0.3 ? { error_data: '{"blame_field_specs":[["x"]]}' } : {}),
      fbtrace_id: random() < 0.97 ? "AbCdEf123" : "t".repeat(1 << whole(random, 22)),
    },
  };
}

function usage(random: Random): Record<string, string> {
  const bucket = {
    type: "leadgen",
    call_count: 1,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: pick<unknown>(random, [0, 0.5, 3, -5, 90, 1e6, 1e21, 1e300, "3", null]),
  };
  const value =
    random() < 0.6
      ? JSON.stringify({ "123": [bucket] })
      : random() < 0.5
        ? written(odd(random)).slice(0, 2_000)
        : mutated(random, { "123": [bucket] }).slice(0, 2_000);
  return {
    "x-business-use-case-usage": value.replace(/[^\x20-\x7e]/g, "?"),
    "x-app-usage": "{}",
    "content-type": pick(random, ["application/json", "text/html", "text/javascript; charset=utf-16"]),
  };
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}
