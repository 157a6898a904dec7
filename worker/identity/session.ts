import { toHex } from "../store/bytes.ts";

/** The session cookie without the sign-in library: read, verified and signed exactly as it does, so that no other request loads it. */

export const SESSION_MS = 30 * 24 * 3_600_000;

/** RFC 2606 keeps `.localhost` for the machine itself, where there is no https and Safari refuses Secure cookies. */
export function isLocal(url: URL): boolean {
  return url.protocol === "http:" && (url.hostname === "localhost" || url.hostname.endsWith(".localhost"));
}

export function cookieName(url: URL): string {
  return isLocal(url) ? "leadoxe" : "__Host-leadoxe";
}

/** The session's token, or null where the cookie is missing or its signature is not ours. */
export function readSessionToken(request: Request, secret: string): Promise<string | null> {
  return readSigned(request, cookieName(new URL(request.url)), secret);
}

/** What a cookie says that was signed here, or null. */
export async function readSigned(request: Request, name: string, secret: string): Promise<string | null> {
  const signed = readCookie(request.headers.get("cookie") ?? "", name);
  const at = signed?.lastIndexOf(".") ?? -1;
  if (signed === null || at < 1) return null;
  const token = signed.slice(0, at);
  const signature = decodeSignature(signed.slice(at + 1));
  if (signature === null) return null;
  // Web Crypto compares in constant time.
  const ours = await crypto.subtle.verify("HMAC", await importKey(secret), signature, new TextEncoder().encode(token));
  return ours ? token : null;
}

/** The `Set-Cookie` of a session that our own statements opened or gave another token. */
export async function sessionCookie(url: URL, token: string, secret: string): Promise<string> {
  const signature = await crypto.subtle.sign("HMAC", await importKey(secret), new TextEncoder().encode(token));
  const value = encodeURIComponent(`${token}.${btoa(String.fromCharCode(...new Uint8Array(signature)))}`);
  return cookieOf(cookieName(url), value, SESSION_MS / 1000, url);
}

/** Takes a cookie away. */
export function noCookie(url: URL, name: string = cookieName(url)): string {
  return cookieOf(name, "", 0, url);
}

function cookieOf(name: string, value: string, seconds: number, url: URL): string {
  const secure = isLocal(url) ? "" : "; Secure";
  return `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly${secure}; SameSite=Lax`;
}

const TOKEN_BYTES = 32;

/** Opaque, of 256 bits. */
export function newToken(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
}

/** The first cookie of that name, as the library takes it; null where its escapes are broken. */
export function readCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at === -1 || part.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(part.slice(at + 1).trim());
    } catch {
      return null;
    }
  }
  return null;
}

/** 32 bytes of base64: 44 characters, the last one padding. */
function decodeSignature(text: string): Uint8Array<ArrayBuffer> | null {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : null;
}

function importKey(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
