import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Databases, Platform } from "../store/database.ts";
import { endReused, renew } from "../store/sessions.ts";
import { newToken, readSessionToken, sessionCookie } from "./session.ts";

/** SI2: a session whose person may do something else than when it began goes on under another token. */

interface Worn {
  readonly session: string;
  /** The token that is due for another. */
  readonly worn: string;
}

/** The cookie with the new token; null where somebody else was faster. */
export async function rotateSession(
  platform: Platform,
  { session, worn }: Worn,
  url: URL,
  secret: string,
  now: number,
): Promise<string | null> {
  const to = newToken();
  const renewed = await renew(platform, { session, from: worn, to, at: now });
  return renewed === "mine" ? sessionCookie(url, to, secret) : null;
}

/** Of a request that was refused as not signed in: ends the session that its token was of, longer than a minute ago. Whose it was. */
export async function endIfReused(
  databases: Databases,
  request: Request,
  secret: string,
  doer: Doer,
  fresh: Fresh,
): Promise<string | null> {
  const token = await readSessionToken(request, secret);
  return token === null ? null : endReused(databases.platform, token, doer, fresh);
}
