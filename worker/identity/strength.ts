import { PASSWORD_LEAST } from "../../domain/account.ts";
import { Refusal } from "../../domain/errors.ts";

/** Which new passwords are refused (SI1). Length does nearly all of it; the rest is what is guessed first whatever its length. */

type Weakness = "short" | "simple" | "personal";

const DISTINCT_LEAST = 5;
/** Repeats and sequences aside there is this much left. */
const LEFT_LEAST = 6;
const ROWS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const SEQUENCES = [...ROWS, ...ROWS.map((row) => Array.from(row).reverse().join(""))];
const RUN = 4;
/** Shorter names are parts of too many words. */
const NAME_LEAST = 4;

export function weaknessOf(password: string, of: { readonly email: string; readonly name: string }): Weakness | null {
  const typed = password.normalize("NFKC");
  if (Array.from(typed).length < PASSWORD_LEAST) return "short";
  const folded = typed.toLowerCase();
  if (new Set(folded).size < DISTINCT_LEAST || /^(.+)\1+$/su.test(folded) || left(folded).length < LEFT_LEAST) return "simple";
  const [box = ""] = of.email.toLowerCase().split("@");
  const personal = [
    "leadoxe",
    box,
    ...of.name
      .normalize("NFKC")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  ];
  return personal.some((word) => word.length >= NAME_LEAST && folded.includes(word)) ? "personal" : null;
}

export function refuseWeak(password: string, of: { readonly email: string; readonly name: string }): void {
  const why = weaknessOf(password, of);
  if (why !== null) throw new Refusal("weak_password", { why });
}

/** The password without runs along a row of the keyboard or the alphabet, and with what repeats standing once. */
function left(text: string): string {
  const once = text.replace(/(.{1,6})\1+/gu, "$1");
  let rest = "";
  for (let at = 0; at < once.length;) {
    const run = runAt(once, at);
    if (run < RUN) rest += once[at];
    at += run < RUN ? 1 : run;
  }
  return rest;
}

function runAt(text: string, at: number): number {
  let longest = 1;
  for (const sequence of SEQUENCES) {
    const from = sequence.indexOf(text[at] ?? "");
    let run = from === -1 ? 0 : 1;
    while (run > 0 && from + run < sequence.length && text[at + run] === sequence[from + run]) run++;
    longest = Math.max(longest, run);
  }
  return longest;
}
