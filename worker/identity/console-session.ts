import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { toHex } from "../store/bytes.ts";
import { CONSOLE_LONGEST_MS, openConsoleSession, PROVEN_MS } from "../store/consolesession.ts";
import type { Databases } from "../store/database.ts";
import { isLocal, readCookie } from "./session.ts";

/** The console's cookie beside the session's (SU1). Only the SHA-256 of its token is stored; it is sent to nobody who comes from another site. */

const TOKEN_BYTES = 32;

function nameOf(url: URL): string {
  return isLocal(url) ? "leadoxe-console" : "__Host-leadoxe-console";
}

/** What the request's console session is known by; null where it brings none. */
export async function readConsoleHash(request: Request): Promise<string | null> {
  const token = readCookie(request.headers.get("cookie") ?? "", nameOf(new URL(request.url)));
  return token === null ? null : hashOf(token);
}

/** Opens a console session and answers with its cookie. The proof of the second factor has to be a moment old. */
export async function enterConsole(
  databases: Databases,
  url: URL,
  who: { readonly person: string; readonly session: string; readonly secondFactorAt: number | null },
  doer: Doer,
  fresh: Fresh,
): Promise<string> {
  if (who.secondFactorAt === null || who.secondFactorAt <= fresh.now() - PROVEN_MS) throw new Refusal("step_up_needed");
  const token = toHex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  const opened = await openConsoleSession(
    databases.platform,
    { tokenHash: await hashOf(token), session: who.session, person: who.person },
    doer,
    fresh,
  );
  if (!opened) throw new Refusal("step_up_needed");
  return cookieOf(url, token, CONSOLE_LONGEST_MS / 1000);
}

/** Takes the cookie away. */
export function noConsoleCookie(url: URL): string {
  return cookieOf(url, "", 0);
}

function cookieOf(url: URL, token: string, seconds: number): string {
  const secure = isLocal(url) ? "" : "; Secure";
  return `${nameOf(url)}=${token}; Max-Age=${seconds}; Path=/; HttpOnly${secure}; SameSite=Strict`;
}

async function hashOf(token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
