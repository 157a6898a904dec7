/** SC1: secrets at rest, such as Page tokens. AES-GCM, bound to what they belong to, `keyId.iv.cipher`; rotation re-encrypts under the first key. */

const IV_BYTES = 12;
const PIECE = 8_192;

/** `keys` is TOKEN_KEYS: `id:base64,...`, the first one encrypts. `owner` is the id of the Page, the mail: for another one it does not open. */
export async function sealToken(keys: string, owner: string, token: string): Promise<string> {
  const [first] = parseKeys(keys);
  if (first === undefined) throw new Error("TOKEN_KEYS holds no key");
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(owner) }, await importKey(first.key), utf8(token));
  return [first.id, base64(iv), base64(new Uint8Array(cipher))].join(".");
}

/** Null when the key is gone or the text was not sealed for this owner. */
export async function openToken(keys: string, owner: string, sealed: string): Promise<string | null> {
  const [id, iv, cipher] = sealed.split(".");
  const key = parseKeys(keys).find((candidate) => candidate.id === id);
  if (key === undefined || iv === undefined || cipher === undefined) return null;
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytes(iv), additionalData: utf8(owner) },
      await importKey(key.key),
      bytes(cipher),
    );
    return new TextDecoder().decode(plain);
  } catch {
    return null;
  }
}

function parseKeys(keys: string): { id: string; key: string }[] {
  return keys.split(",").map((pair) => {
    const at = pair.indexOf(":");
    return { id: pair.slice(0, at), key: pair.slice(at + 1) };
  });
}

function importKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}

function base64(data: Uint8Array): string {
  // In pieces: a call takes some 120,000 arguments, and the tokens of all somebody's Pages are longer.
  let text = "";
  for (let at = 0; at < data.length; at += PIECE) text += String.fromCharCode(...data.subarray(at, at + PIECE));
  return btoa(text);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
