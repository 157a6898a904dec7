import type { SearchPart } from "./listing.ts";
import { fold } from "./name.ts";
import type { Maskable } from "./rights.ts";
import { BODY, SHORTEST } from "./search.ts";
import { isUnspaced } from "./unspaced.ts";

/** One thing that is searched for; all of them have to be found, wherever each is. */
export interface Term {
  /** Words that stand beside each other, as in an address; all of them. */
  readonly phrases: readonly (readonly string[])[];
  /** Or a stretch of a telephone that begins like one of these. */
  readonly digits: readonly string[];
  /** It may still be typed: its last word may go on. */
  readonly open: boolean;
}

/** Nobody types more. */
const MOST = 8;
/** A single letter begins too many words. */
const OPEN_FROM = 2;

/**
 * What somebody searches for, as they type it: folded words in any script, and telephones however they are written. Chunks that look like
 * parts of one telephone are one.
 */
export function termsOf(text: string): Term[] {
  const runs: string[][] = [];
  let inNumber = false;
  for (const chunk of fold(text.replace(/[\p{Cf}\p{Cc}]/gu, " ")).split(" ")) {
    const isNumber = /^[\d()./+\u2212\p{Pd}]+$/u.test(inLatin(chunk)) && /\d/.test(inLatin(chunk));
    if (isNumber && inNumber) runs.at(-1)?.push(chunk);
    else runs.push([chunk]);
    inNumber = isNumber;
  }
  const terms = runs.flatMap((chunks) => {
    const phrases = chunks.map(wordsIn).filter((words) => words.length > 0);
    return phrases.length === 0 ? [] : [{ phrases, digits: digitsOf(chunks) }];
  });
  return terms.slice(0, MOST).map((term, n, all) => ({ ...term, open: n === all.length - 1 }));
}

export function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? [];
}

/** Whether a term's last word may go on. */
export function goesOn({ open, phrases }: Term): boolean {
  return open && Array.from(phrases.at(-1)?.at(-1) ?? "").length >= OPEN_FROM;
}

/** A word with figures is written with those of either script. */
export function spellings(word: string): string[] {
  return [...new Set([word, inLatin(word), inLatin(word).replace(/\d/g, (figure) => String.fromCharCode(ARABIC + Number(figure)))])];
}

const ARABIC = 0x0660;
const PERSIAN = 0x06f0;

function inLatin(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (figure) => {
    const code = figure.charCodeAt(0);
    return String(code - (code >= PERSIAN ? PERSIAN : ARABIC));
  });
}

/** Telephones are kept with their country's prefix, so that a zero before the rest of one is none of theirs. */
function digitsOf(chunks: readonly string[]): string[] {
  const whole = chunks.join("");
  if (!/^[\d()./+\u2212\p{Pd}]+$/u.test(inLatin(whole))) return [];
  const digits = inLatin(whole).replace(/\D/g, "");
  return [...new Set([digits, digits.replace(/^0+/, "")])].filter((one) => one.length >= SHORTEST);
}

/** What is searched of a lead, part by part. */
export interface Parts {
  /** Lines: name, company, city, tags, and what only the index reads. */
  readonly body: string;
  readonly phone: string;
  readonly email: string;
}

/** A lead's words, by where they stand. */
export type Places = readonly (readonly [SearchPart, readonly string[]])[];

/** PV2: not where what is kept from the reader stands. */
export function placesOf({ body, phone, email }: Parts, masked: readonly Maskable[]): Places {
  const [name = "", company = "", ...about] = body.split("\n").slice(0, BODY.length);
  return [
    ["name", wordsIn(name)],
    ["company", wordsIn(company)],
    ["about", about.flatMap(wordsIn)],
    ...(masked.includes("phone") ? [] : [["phone", wordsIn(phone)] as const]),
    ...(masked.includes("email") ? [] : [["email", wordsIn(email)] as const]),
  ];
}

/** The first place of each term in a lead that was found; what is nowhere else was found in its notes. */
export function foundIn(terms: readonly Term[], parts: Parts, masked: readonly Maskable[]): SearchPart[] {
  return [...new Set(lookFor(terms)(placesOf(parts, masked)).map((part) => part ?? "notes"))];
}

/** Says of one lead after the other where each term first stands in it; null: nowhere. */
export function lookFor(terms: readonly Term[]): (places: Places) => (SearchPart | null)[] {
  const asked = terms.map((term) => ({
    digits: term.digits,
    phrases: term.phrases.map((phrase, n) => ({
      words: phrase.map(spellings),
      open: goesOn(term) && n === term.phrases.length - 1,
    })),
  }));
  return (places) =>
    asked.map(({ digits, phrases }) => {
      const isIn = ([part, words]: Places[number]) =>
        part === "phone"
          ? // A stretch of it, wherever in it: there are as many figures as the shortest that is asked for.
            digits.some((one) => words.some((word) => word.includes(one)))
          : phrases.every((phrase) => holds(words, phrase));
      return places.find(isIn)?.[0] ?? null;
    });
}

function holds(words: readonly string[], phrase: { readonly words: readonly (readonly string[])[]; readonly open: boolean }): boolean {
  const last = phrase.words.length - 1;
  return words.some((_, at) =>
    phrase.words.every((ways, n) => {
      const word = words[at + n];
      return ways.some(
        (one) =>
          word === one ||
          (phrase.open && n === last && word?.startsWith(one) === true) ||
          (isUnspaced(one) && word?.includes(one) === true),
      );
    }),
  );
}
