import { toHex } from "../store/bytes.ts";

/** Links that open something once (SI1): the token stands in the mail alone, its hash in the table. */

const TOKEN_BYTES = 32;

/** base64url, as `linkToken` takes it. */
export function newLinkToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** SHA-256, hex. 256 bits of chance need no salt. */
export async function hashOfLink(token: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
