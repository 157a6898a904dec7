import * as v from "valibot";
import { classifyRefusal, type Failure } from "../../domain/failure.ts";
import { parseMetaJson } from "../../domain/ids.ts";
import { toHex } from "../store/bytes.ts";
import { type Connection, tokenOf } from "./connection.ts";

export interface GraphSettings {
  readonly META_GRAPH_URL: string;
  readonly META_GRAPH_VERSION: string;
  readonly META_APP_SECRET: string;
}

export type GraphAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** Meta answers a read within a second; past this the lead is better tried again than waited for. */
const TIMEOUT_MS = 8_000;

const errorBody = v.object({
  error: v.object({
    code: v.optional(v.number()),
    error_subcode: v.optional(v.number()),
    is_transient: v.optional(v.boolean()),
    fbtrace_id: v.optional(v.string()),
  }),
});

/**
 * The only call to Meta (IN5: none without a live connection). Sends the Page's token with its appsecret_proof, reads the answer with
 * `schema`, and turns whatever goes wrong into a class of failure. Never throws; never puts a token or an answer into a failure.
 */
export async function readGraph<T>(
  connection: Connection,
  path: string,
  query: Readonly<Record<string, string>>,
  schema: v.GenericSchema<unknown, T>,
  settings: GraphSettings,
): Promise<GraphAnswer<T>> {
  const token = tokenOf(connection);
  const url = new URL(`${settings.META_GRAPH_URL}/${settings.META_GRAPH_VERSION}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  url.searchParams.set("appsecret_proof", await proofOf(token, settings.META_APP_SECRET));
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
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
  return parsed.success ? { ok: true, value: parsed.output } : failed({ class: "permanent", reason: "unreadable_answer" });
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
