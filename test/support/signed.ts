import { exports } from "cloudflare:workers";
import { uuidv7 } from "uuidv7";
import { SESSION_MS, sessionCookie } from "../../worker/identity/session.ts";
import { session } from "../../worker/store/schema/platform.ts";
import { databases, settings } from "./world.ts";

export const ORIGIN = "http://localhost";

export interface Signed {
  /** The session's id. */
  readonly session: string;
  readonly token: string;
  /** For the `cookie` header of a request to ORIGIN. */
  readonly cookie: string;
}

/** A session of that person, as the library writes it; with a second factor; `over` makes it an old one, or one without. */
export async function signIn(
  person: string,
  over: { readonly expiresAt?: number; readonly updatedAt?: number; readonly secondFactorAt?: number | null } = {},
): Promise<Signed> {
  const now = Date.now();
  const [id, token] = [uuidv7(), uuidv7().replaceAll("-", "")];
  await databases.platform.insert(session).values({
    id,
    token,
    userId: person,
    secondFactorAt: over.secondFactorAt === undefined ? now : over.secondFactorAt,
    expiresAt: new Date(over.expiresAt ?? now + SESSION_MS),
    createdAt: new Date(now),
    updatedAt: new Date(over.updatedAt ?? now),
  });
  const [cookie = ""] = (await sessionCookie(new URL(ORIGIN), token, settings.SESSION_SECRET)).split(";");
  return { session: id, token, cookie };
}

export function requestAs(signed: Pick<Signed, "cookie">, path = "/api/session"): Request {
  return new Request(`${ORIGIN}${path}`, { headers: { cookie: signed.cookie } });
}

/** Asks the whole Worker. */
export function ask(path: string, init: RequestInit & { readonly cookie?: string; readonly body?: string } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("origin", ORIGIN);
  if (init.cookie !== undefined) headers.set("cookie", init.cookie);
  if (init.body !== undefined) headers.set("content-type", "application/json");
  return exports.default.fetch(`${ORIGIN}${path}`, { ...init, headers, redirect: "manual" });
}
