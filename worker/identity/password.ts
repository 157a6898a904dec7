import { scrypt } from "node:crypto";
import { fromHex, toHex } from "../store/bytes.ts";

/**
 * Passwords at rest: `scrypt$N$r$p$salt$hash`, so that the cost can rise and old ones still verify. N=2^14 r=8 p=5 is OWASP's choice
 * for 16 MiB; workerd runs it natively, about 200 ms.
 */

const COST = { N: 2 ** 14, r: 8, p: 5 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MEMORY_BYTES = 64 * 1024 * 1024;

export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return ["scrypt", COST.N, COST.r, COST.p, toHex(salt), toHex(hash)].join("$");
}

/** False for a wrong password and for anything that is no stored password of ours. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const [, N, r, p, salt, hash] = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([0-9a-f]+)\$([0-9a-f]+)$/.exec(stored) ?? [];
  const [saltBytes, expected] = [fromHex(salt ?? "?"), fromHex(hash ?? "?")];
  if (saltBytes === null || expected === null) return false;
  const actual = await derive(password, saltBytes, expected.length, { N: Number(N), r: Number(r), p: Number(p) });
  return crypto.subtle.timingSafeEqual(actual, expected);
}

/** Stored at a lower cost than today's: to be hashed again while the password is at hand. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(["scrypt", COST.N, COST.r, COST.p, ""].join("$"));
}

const GROUPS = 5;
const GROUP_LETTERS = 5;
/** 32 of them, so that each byte gives one without favour; none that is read as another (l, o, 0, 1). */
const LETTERS = "23456789abcdefghijkmnpqrstuvwxyz";

/** A first password for somebody, of 125 bits, to be read off a screen and typed: `k7f2m-9xw3p-...`. */
export function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_LETTERS));
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  return (letters.match(new RegExp(`.{${GROUP_LETTERS}}`, "g")) ?? []).join("-");
}

/** NFKC, as the library's own hashing does: one keyboard's composed letters are another's decomposed ones. */
function derive(password: string, salt: Uint8Array, bytes: number, cost: typeof COST): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, { ...cost, maxmem: MEMORY_BYTES }, (error, key) =>
      error === null ? resolve(new Uint8Array(key)) : reject(error),
    );
  });
}
