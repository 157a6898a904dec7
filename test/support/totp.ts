/** An authenticator app (RFC 6238): six digits, SHA-1, thirty seconds. */

const STEP_MS = 30_000;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of an `otpauth://` address; `steps` away from now. Each is taken once, and one on either side of now is taken too. */
export async function totpCode(uri: string, steps = 0, at = Date.now()): Promise<string> {
  const secret = bytesOf(new URL(uri).searchParams.get("secret") ?? "");
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(at / STEP_MS) + steps));
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const number = mac.getUint32(mac.getUint8(19) & 0xf) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytesOf(base32: string): Uint8Array<ArrayBuffer> {
  const bits = Array.from(base32, (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = new Uint8Array(Math.floor(bits.length / 8));
  return bytes.map((_, n) => Number.parseInt(bits.slice(n * 8, n * 8 + 8), 2));
}
