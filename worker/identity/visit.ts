import type { AuthAnswer } from "../../domain/account.ts";
import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Env, Settings } from "../env.ts";
import type { Seat } from "../store/account.ts";
import type { Databases } from "../store/database.ts";
import type { Place } from "../store/sessions.ts";
import { hashed } from "./tries.ts";

/** One request to the sign-in server, as its acts see it. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly env: Env;
  readonly settings: Settings;
  readonly databases: Databases;
  readonly fresh: Fresh;
  readonly place: Place;
  /** Who is signed in; null: nobody. */
  readonly seat: Seat | null;
  readonly requestId: string;
  /** After the answer: whatever is to tell nothing by the time it takes. Never fails the request. */
  later(work: () => Promise<unknown>): void;
}

/** What an act is answered, before it is one. */
export interface Done {
  readonly says?: Omit<AuthAnswer, "ok">;
  /** WebAuthn's own words, instead. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly cookies?: readonly string[];
}

/** From where a request comes, as Cloudflare tells it. */
export function placeOf(request: Request): Place {
  const { country, city } = (request.cf ?? {}) as { readonly country?: unknown; readonly city?: unknown };
  return {
    ip: request.headers.get("cf-connecting-ip"),
    browser: request.headers.get("user-agent")?.slice(0, 300) ?? null,
    country: typeof country === "string" ? country : null,
    city: typeof city === "string" ? city.slice(0, 100) : null,
  };
}

/** By what a browser is known again. They raise their version every few weeks: the same one is no other one then. */
export function browserHashOf({ browser }: Place): Promise<string> {
  return hashed((browser ?? "").replace(/[\d._]+/g, ""));
}

export function doerOf({ place: { ip, browser }, requestId }: Visit, person: string | null): Doer {
  return { person, ip, browser, request: requestId };
}
