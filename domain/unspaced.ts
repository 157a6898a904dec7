/** Letters of scripts that put no spaces between words: the index takes a whole name, or a sentence, for one word. */
const LETTER = String.raw`(?:(?=\p{L})[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])`;
const ANY = new RegExp(LETTER, "u");
const EACH = new RegExp(LETTER, "gu");
const ONLY = new RegExp(`^${LETTER}+$`, "u");

/** A text with a space around each of them, so that each is a word. */
export function lettersApart(text: string): string {
  return text
    .replace(EACH, (letter) => ` ${letter} `)
    .replace(/ {2,}/g, " ")
    .trim();
}

export function hasUnspaced(text: string): boolean {
  return ANY.test(text);
}

/** Nothing but such letters: whoever means a part of a word may mean any part of it. */
export function isUnspaced(word: string): boolean {
  return ONLY.test(word);
}
