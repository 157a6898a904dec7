import * as v from "valibot";
import { bootAnswer, changeAnswer, leadAnswer, leadsAnswer, sessionAnswer, sourcesAnswer, waitingAnswer } from "../../domain/api.ts";
import { type ApiFailure, createCall, type Fetch } from "./call.ts";
import type { Command } from "./command.ts";

/** What is said with a stage that closes a lead; what is left out stays as it is. */
export interface Closing {
  readonly lostReason?: string | null | undefined;
  readonly value?: number | null | undefined;
}
/** What is said of a try beside how it went. */
export interface Said {
  readonly way?: "in" | "out" | undefined;
  readonly text?: string | undefined;
  /** When it was, ms UTC; left out, it is now. */
  readonly at?: number | undefined;
}

/** `owner` is a person's id, or "none" for unassigned leads. */
export interface LeadsAsk {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly owner?: string | undefined;
}

/** Of signing out only that it worked: the rest of signing in is loaded with its screens. */
const authAnswer = v.object({ ok: v.literal(true) });

/** `failed` hears of every refusal: the app's one place to notice that the session is over. */
export function createApi(fetch: Fetch, failed?: (failure: ApiFailure) => void) {
  const call = createCall(fetch, failed);
  const at = (slug: string, rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  const lead = (slug: string, id: string, rest = "") => at(slug, `leads/${encodeURIComponent(id)}${rest}`);
  return {
    session: (signal?: AbortSignal) => call(sessionAnswer, "GET", "/api/session", undefined, signal),
    signOut: () => call(authAnswer, "POST", "/api/auth/sign-out", {}),
    boot: (slug: string, signal?: AbortSignal) => call(bootAnswer, "GET", at(slug, "boot"), undefined, signal),
    sources: (slug: string) => call(sourcesAnswer, "GET", at(slug, "sources")),
    leads: (slug: string, ask: LeadsAsk, signal?: AbortSignal) =>
      call(leadsAnswer, "GET", at(slug, `leads${query(ask)}`), undefined, signal),
    waiting: (slug: string, signal?: AbortSignal) => call(waitingAnswer, "GET", at(slug, "waiting"), undefined, signal),
    lead: (slug: string, id: string, signal?: AbortSignal) => call(leadAnswer, "GET", lead(slug, id), undefined, signal),
    /** `version`: the lead's as the person saw it. */
    send: (slug: string, { method, path, body, versioned }: Command, version: number) =>
      call(changeAnswer, method, at(slug, path), versioned ? { ...body, version } : body),
  };
}

export type Api = ReturnType<typeof createApi>;

function query(ask: LeadsAsk): string {
  const search = new URLSearchParams();
  if (ask.after !== undefined) search.set("after", ask.after);
  if (ask.limit !== undefined) search.set("limit", String(ask.limit));
  if (ask.owner !== undefined) search.set("owner", ask.owner);
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}
