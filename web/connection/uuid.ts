/** A counter's first value leaves it room: it begins in the lower half of its 12 bits. */
const HALF = 0x7ff;
const MOST = 0xfff;

let last = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562, with a counter in `rand_a`): each is larger than the one before it, also within one millisecond and where the clock
 * was put back. The whole library for this, which the server uses, is more than a page has room for.
 */
export function uuidv7(now: number, random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = chance): string {
  const bytes = random(new Uint8Array(16));
  const drawn = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & HALF;
  if (now > last) {
    last = now;
    counter = drawn;
  } else if (counter < MOST) counter += 1;
  else {
    last += 1;
    counter = drawn;
  }
  for (let place = 5, time = last; place >= 0; place--, time = Math.floor(time / 256)) bytes[place] = time % 256;
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function chance(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(bytes);
}
