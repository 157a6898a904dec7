const FACES = 8;

/** The same person has the same colour on every screen, for everybody. */
export function faceColour(id: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  // The last bits of FNV-1a differ least between ids made in the same moment.
  return `var(--color-face-${(((hash ^ (hash >>> 15)) >>> 0) % FACES) + 1})`;
}

const ARABIC = /\p{Script=Arabic}/u;

/** First letters of the first and last word. Arabic letters are kept from joining, and the article does not count; being wide, a small face holds one. */
export function initials(name: string, size: number): string {
  const words = name.split(/[\s\-.]+/u).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].flatMap((word) =>
    word === undefined ? [] : [firstLetter(word)],
  );
  if (!letters.some((letter) => ARABIC.test(letter))) return letters.join("").toLocaleUpperCase();
  return letters.slice(0, size < 24 ? 1 : 2).join("\u200c");
}

function firstLetter(word: string): string {
  const bare = /^ال\p{L}{2,}/u.test(word) ? word.slice(2) : word;
  return /\p{L}/u.exec(bare)?.[0] ?? "";
}
