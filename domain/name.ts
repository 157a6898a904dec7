/** Arabic letters that people write in several ways, folded to one. */
const ARABIC_FOLDS: readonly (readonly [RegExp, string])[] = [
  [/[\u0622\u0623\u0625\u0671]/g, "\u0627"],
  [/\u0629/g, "\u0647"],
  [/[\u0649\u06cc]/g, "\u064a"],
  [/\u06a9/g, "\u0643"],
  [/\u0624/g, "\u0648"],
  [/\u0626/g, "\u064a"],
  [/\u0640/g, ""],
];

/** Lower case, without diacritics, harakat and tatweel, Arabic letter variants as one: for matching and for the search index. */
export function fold(text: string): string {
  // NFKD takes hamza off its carrier, so that Arabic variants are folded before it as well as the marks after it.
  const arabic = ARABIC_FOLDS.reduce((result, [from, to]) => result.replace(from, to), text.normalize("NFC"));
  return arabic
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLocaleLowerCase("en")
    .replace(/\s+/g, " ")
    .trim();
}

function words(name: string): string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/**
 * Whether two names cannot be one person's: neither's words all appear in the other's. An initial stands for any word it starts.
 * An empty name conflicts with nothing; names in two scripts do, because we cannot tell.
 */
export function namesConflict(a: string, b: string): boolean {
  const [first, second] = [words(a), words(b)];
  if (first.length === 0 || second.length === 0) return false;
  return !(within(first, second) || within(second, first));
}

function within(some: readonly string[], all: readonly string[]): boolean {
  return some.every((word) =>
    all.some((other) => other === word || (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other))),
  );
}
