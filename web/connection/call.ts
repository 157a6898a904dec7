import * as v from "valibot";
import { refusalAnswer } from "../../domain/api.ts";
import { ERROR_STATUS, type ErrorCode } from "../../domain/errors.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { TIMEOUT_MS } from "./limits.ts";

export type FailureCode = ErrorCode | "offline" | "aborted";
export type Method = "GET" | "POST" | "PUT";
export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/** Why a request did not do what it was asked. `request` is what the person can quote to whoever looks into it. */
export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly status: number | null;
  readonly request: string | null;
  /** A conflict's lead as it is now, and who did the last thing to it. */
  readonly row: LeadRow | null;
  readonly by: string | null;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** Which field it was about, and a code for why, where the server says so. */
  readonly field: string | null;
  readonly why: string | null;
  /** The lead that has this person already, where it may be seen. */
  readonly lead: string | null;
  /** What a conflict was about, as it is now; whoever asked knows what that is. */
  readonly now: unknown;

  constructor(
    code: FailureCode,
    told: {
      status?: number;
      request?: string;
      row?: LeadRow | undefined;
      by?: string | null | undefined;
      retryAfter?: number | undefined;
      field?: string | undefined;
      why?: string | undefined;
      lead?: string | undefined;
      now?: unknown;
    } = {},
  ) {
    super(code);
    this.name = "ApiFailure";
    this.code = code;
    this.status = told.status ?? null;
    this.request = told.request ?? null;
    this.row = told.row ?? null;
    this.by = told.by ?? null;
    this.retryAfter = told.retryAfter ?? null;
    this.field = told.field ?? null;
    this.why = told.why ?? null;
    this.lead = told.lead ?? null;
    this.now = told.now;
  }
}

const BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, "invalid_input"],
  [401, "not_signed_in"],
  [403, "not_allowed"],
  [404, "not_found"],
  [409, "conflict"],
  [413, "too_large"],
  [422, "invalid_input"],
  [426, "stale_client"],
  [429, "too_many"],
  [503, "unavailable"],
]);

/** What a proxy lost is mostly a connection that lay idle: the next one is new. */
const AGAIN_MS = 300;

export interface Call {
  <T>(schema: v.GenericSchema<unknown, T>, method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T>;
}

interface Answer {
  readonly response: Response;
  readonly json: unknown;
}

/**
 * The one way to the server: an answer that fits its schema, or an ApiFailure. Where something between here and the server answers that it
 * came to nothing, what happens once however often it is asked for (ED1) is asked for once more: it may have happened all the same.
 */
export function createCall(fetch: Fetch, failed: (failure: ApiFailure) => void = () => undefined): Call {
  async function ask(method: Method, path: string, body: unknown, signal: AbortSignal | undefined): Promise<Answer> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const init: RequestInit = {
      method,
      credentials: "same-origin",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    };
    if (body !== undefined) Object.assign(init, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    try {
      const response = await fetch(path, init);
      return { response, json: parseJson(await response.text()) };
    } catch {
      throw new ApiFailure(signal?.aborted ? "aborted" : "offline");
    }
  }
  return async (schema, method, path, body, signal) => {
    let answer = await ask(method, path, body, signal);
    if (isFromBetween(answer) && happensOnce(method, body)) {
      await new Promise((again) => setTimeout(again, AGAIN_MS));
      answer = await ask(method, path, body, signal);
    }
    const { response, json } = answer;
    if (!response.ok) {
      const failure = refused(answer);
      failed(failure);
      throw failure;
    }
    const parsed = v.safeParse(schema, json);
    if (!parsed.success) throw new ApiFailure("internal", told(response));
    return parsed.output;
  };
}

/** What uses up a code, or begins a session, is for its person to ask for again. */
function happensOnce(method: Method, body: unknown): boolean {
  return method !== "POST" || (typeof body === "object" && body !== null && "mutation" in body);
}

/** Every answer of the server's own has its request's id: this one is a proxy's, which lost the server or never reached it. */
function isFromBetween({ response, json }: Answer): boolean {
  return response.status >= 500 && !response.headers.has("x-request-id") && !v.is(refusalAnswer, json);
}

function refused(answer: Answer): ApiFailure {
  const { response, json } = answer;
  const parsed = v.safeParse(refusalAnswer, json);
  const fallback = isFromBetween(answer) ? "unavailable" : (BY_STATUS.get(response.status) ?? "internal");
  if (!parsed.success) return new ApiFailure(fallback, told(response));
  const { code, request, row, by, retryAfter, field, why, lead, now } = parsed.output.error;
  return new ApiFailure(isErrorCode(code) ? code : fallback, {
    status: response.status,
    request,
    row,
    by,
    retryAfter,
    field,
    why,
    lead,
    now,
  });
}

function told(response: Response): { status: number; request?: string } {
  const request = response.headers.get("x-request-id");
  return request === null ? { status: response.status } : { status: response.status, request };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
