import { PASSWORD_LEAST } from "../../../domain/account.ts";

/** How far a new password is. `easy`: long enough and still one of the first to be tried. */
export type Strength = "empty" | "short" | "easy" | "fine" | "strong";

const STRONG = 20;
const FEWEST_DIFFERENT = 5;

/** A hint while typing; the server decides. Length first: it is what makes guessing long. */
export function strengthOf(password: string): Strength {
  const letters = Array.from(password);
  if (letters.length === 0) return "empty";
  if (letters.length < PASSWORD_LEAST) return "short";
  if (new Set(letters).size < FEWEST_DIFFERENT || isRun(letters)) return "easy";
  return letters.length >= STRONG ? "strong" : "fine";
}

export function missing(password: string): number {
  return Math.max(0, PASSWORD_LEAST - Array.from(password).length);
}

/** "abcdefghijkl", "123456789012": each letter follows the one before. */
function isRun(letters: readonly string[]): boolean {
  const steps = letters.slice(1).filter((letter, at) => (letter.codePointAt(0) ?? 0) - (letters[at]?.codePointAt(0) ?? 0) === 1);
  return steps.length >= letters.length - 2;
}
