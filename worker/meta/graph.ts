import * as v from "valibot";
import { classifyRefusal, type Failure } from "../../domain/failure.ts";
import { parseMetaJson } from "../../domain/ids.ts";
import { toHex } from "../store/bytes.ts";
import { type Connection, type Granted, tokenOf } from "./connection.ts";

export interface GraphSettings {
  readonly META_GRAPH_URL: string;
  readonly META_GRAPH_VERSION: string;
  readonly META_APP_SECRET: string;
}

export type GraphAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Meta answers a read within a second; past this the lead is better tried again than waited for. */
const TIMEOUT_MS = 8_000;

/** Meta writes numbers as text now and then. */
const whole = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))]), v.integer());

/** One odd field must not hide the others: an error whose code is known can be acted on. */
function absentUnless<T>(schema: v.GenericSchema<unknown, T>) {
  return v.optional(v.fallback(v.optional(schema), undefined));
}

const errorBody = v.object({
  error: v.object({
    code: absentUnless(whole),
    error_subcode: absentUnless(whole),
    is_transient: absentUnless(v.boolean()),
    // A trace is a few letters; whatever else stands there is nothing that Meta's support could look up.
    fbtrace_id: absentUnless(v.pipe(v.string(), v.maxLength(100))),
  }),
});

/** IN5: none without a live connection. Never throws; never puts a token or an answer into a failure. */
export function readGraph<T>(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: v.GenericSchema<unknown, T>,
  settings: GraphSettings,
): Promise<GraphAnswer<T>> {
  return askMeta({ method: "GET", path, query, as: tokenOf(connection) }, schema, settings);
}

/** What is set up for a Page: by its connection, or by what somebody's permission just gave for it. */
export function askForPage<T>(
  one: Granted,
  ask: Pick<Ask, "method" | "path" | "query">,
  schema: v.GenericSchema<unknown, T>,
  settings: GraphSettings,
): Promise<GraphAnswer<T>> {
  return askMeta({ ...ask, as: tokenOf(one) }, schema, settings);
}

export interface Ask {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Whose right it is asked by; null: the app's own, whose secret is in the query. */
  readonly as: string | null;
}

/**
 * The only call to Meta, for this folder alone. Sends the token with its appsecret_proof, reads the answer with `schema`, and turns whatever
 * goes wrong into a class of failure. Never throws; never puts a token or an answer into a failure.
 */
export async function askMeta<T>(ask: Ask, schema: v.GenericSchema<unknown, T>, settings: GraphSettings): Promise<GraphAnswer<T>> {
  const url = new URL(`${settings.META_GRAPH_URL}/${settings.META_GRAPH_VERSION}/${ask.path}`);
  for (const [name, value] of Object.entries(ask.query)) url.searchParams.set(name, value);
  if (ask.as !== null) url.searchParams.set("appsecret_proof", await proofOf(ask.as, settings.META_APP_SECRET));
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: ask.method,
      headers: { ...(ask.as === null ? {} : { authorization: `Bearer ${ask.as}` }), accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await readText(response);
  } catch {
    return failed({ class: "transient", reason: "meta_unreachable" });
  }
  const body = parseBody(text);
  if (!response.ok || v.is(errorBody, body)) {
    const refusal = v.safeParse(errorBody, body);
    const error = refusal.success ? refusal.output.error : {};
    return failed(
      classifyRefusal({
        status: response.status,
        code: error.code,
        subcode: error.error_subcode,
        transient: error.is_transient,
        trace: error.fbtrace_id,
        regainMinutes: regainMinutes(response.headers.get("x-business-use-case-usage")),
      }),
    );
  }
  const parsed = v.safeParse(schema, body);
  return parsed.success ? { ok: true, value: parsed.output } : failed({ class: "ambiguous", reason: "unreadable_answer" });
}

/** Larger than any lead or page of leads; what lies beyond is not read, so that no answer can fill an isolate's memory. */
const ANSWER_BYTES = 4 * 1024 * 1024;

async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of response.body as ReadableStream<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > ANSWER_BYTES) break;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function failed<T>(failure: Failure): GraphAnswer<T> {
  return { ok: false, failure };
}

function parseBody(text: string): unknown {
  try {
    return parseMetaJson(text);
  } catch {
    return undefined;
  }
}

async function proofOf(token: string, secret: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(token))));
}

const usage = v.record(v.string(), v.array(v.object({ estimated_time_to_regain_access: v.optional(v.number(), 0) })));

/** The longest wait any of the buckets asks for, minutes. */
function regainMinutes(header: string | null): number | undefined {
  const parsed = v.safeParse(usage, header === null ? undefined : parseBody(header));
  if (!parsed.success) return undefined;
  const longest = Math.max(
    0,
    ...Object.values(parsed.output).flatMap((list) => list.map((bucket) => bucket.estimated_time_to_regain_access)),
  );
  return longest === 0 ? undefined : longest;
}
