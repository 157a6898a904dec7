import { fold } from "../../../domain/name.ts";
import { isUnspaced } from "../../../domain/unspaced.ts";
import { type Term, spellings, termsOf, wordsIn } from "../../../domain/searching.ts";

/** A stretch of a text, from and to (not among them): what was meant by what was typed. */
export type Range = readonly [from: number, to: number];

export interface Match {
  /** The higher the better. */
  readonly score: number;
  readonly ranges: readonly Range[];
}

interface Traced {
  readonly folded: string;
  /** Where in the text each letter of it comes from, and its end. */
  readonly from: readonly number[];
  /** Where words begin. */
  readonly starts: readonly number[];
}

const traced = new Map<string, Traced>();
const REMEMBERED = 2_000;

/** A text as it is compared, letter by letter: accents and harakat are gone from the one and not from the other. */
function trace(text: string): Traced {
  const known = traced.get(text);
  if (known !== undefined) return known;
  let folded = "";
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = /\s/.test(letter) ? " " : fold(letter);
    folded += plain;
    for (let n = 0; n < plain.length; n++) from.push(at);
    at += letter.length;
  }
  from.push(at);
  const starts = [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
  const made = { folded, from, starts };
  if (traced.size >= REMEMBERED) traced.clear();
  traced.set(text, made);
  return made;
}

function rangeOf({ from }: Traced, start: number, end: number): Range {
  // Marks that belong to the last letter go with it.
  return [from[start] ?? 0, from[end] ?? from.at(-1) ?? 0];
}

const [WHOLE, BEGINS, WORD, INSIDE, ALSO, ACROSS] = [100, 80, 60, 30, 15, 10] as const;

/**
 * What can be done, as somebody types what they call it: each word has to be in the label, or in what else it is called, as the beginning
 * of a word; in the label also anywhere, or over the beginnings of its words ("gl" is "Go to leads"). Null: it is not meant.
 */
export function matchLabel(typed: string, label: string, also = ""): Match | null {
  const words = fold(typed)
    .split(" ")
    .filter((word) => word !== "");
  if (words.length === 0) return { score: 0, ranges: [] };
  const text = trace(label);
  const ranges: Range[] = [];
  let score = 0;
  for (const word of words) {
    const found = place(text, word);
    if (found !== null) {
      score += found.score;
      ranges.push(...found.spans.map(([start, end]) => rangeOf(text, start, end)));
    } else if (beginsWord(trace(also), word)) score += ALSO;
    else return null;
  }
  // Of two that are meant alike, the shorter is meant more.
  return { score: score / words.length - Math.min(2, label.length / 50), ranges: merged(ranges) };
}

/** What is meant so surely that it stands before leads of that name. */
export const SURE = 50;
/** What is less is only a guess: not worth a line where there is something better. */
export const LIKELY = 12;

function place(text: Traced, word: string): { readonly score: number; readonly spans: readonly Range[] } | null {
  const { folded, starts } = text;
  if (folded === word) return { score: WHOLE, spans: [[0, word.length]] };
  const start = starts.find((one) => folded.startsWith(word, one));
  if (start !== undefined) return { score: start === starts[0] ? BEGINS : WORD, spans: [[start, start + word.length]] };
  const inside = word.length < 3 ? -1 : folded.indexOf(word);
  if (inside >= 0) return { score: INSIDE, spans: [[inside, inside + word.length]] };
  const spans = word.length < 2 ? null : across(text, word, 0);
  return spans === null ? null : { score: ACROSS, spans };
}

/** The word cut up over the beginnings of words, in their order. */
function across({ folded, starts }: Traced, word: string, from: number): Range[] | null {
  if (word === "") return [];
  for (let n = from; n < starts.length; n++) {
    const start = starts[n] ?? 0;
    let most = 0;
    while (most < word.length && folded[start + most] === word[most]) most++;
    for (let taken = most; taken > 0; taken--) {
      const rest = across({ folded, starts, from: [] }, word.slice(taken), n + 1);
      if (rest !== null) return [[start, start + taken], ...rest];
    }
  }
  return null;
}

function beginsWord({ folded, starts }: Traced, word: string): boolean {
  return starts.some((start) => folded.startsWith(word, start));
}

/** Where the words that were searched for stand in a text. */
export function markWords(text: string, typed: string): readonly Range[] {
  const here = trace(text);
  const asked = termsOf(typed).flatMap((term: Term) => term.phrases.flat().flatMap(spellings));
  const ranges = here.starts.flatMap((start) => {
    const [word = ""] = wordsIn(here.folded.slice(start));
    const found = asked.filter((one) => word.startsWith(one)).toSorted((a, b) => b.length - a.length)[0];
    if (found !== undefined) return [rangeOf(here, start, start + found.length)];
    const inside = asked.find((one) => isUnspaced(one) && word.includes(one));
    const at = inside === undefined ? -1 : start + word.indexOf(inside);
    return inside === undefined ? [] : [rangeOf(here, at, at + inside.length)];
  });
  return merged(ranges);
}

/** Where the figures that were searched for stand in a telephone, however it is grouped. */
export function markDigits(phone: string, typed: string): readonly Range[] {
  const places = [...phone.matchAll(/\d/g)].map(({ index }) => index);
  const digits = places.map((at) => phone[at]).join("");
  const ranges = termsOf(typed).flatMap((term) => {
    const found = term.digits.find((one) => digits.includes(one));
    if (found === undefined) return [];
    const start = digits.indexOf(found);
    return [[places[start] ?? 0, (places[start + found.length - 1] ?? 0) + 1] as const];
  });
  return merged(ranges);
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const done: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last !== undefined && from <= last[1]) done[done.length - 1] = [last[0], Math.max(last[1], to)];
    else done.push([from, to]);
  }
  return done;
}

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The text in the order it is read, what was meant set apart. */
export function piecesOf(text: string, ranges: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
