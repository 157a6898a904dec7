import { fold } from "./name.ts";
import { MASKABLE, type Maskable } from "./rights.ts";
import type { FieldValue } from "./setup.ts";

/**
 * PV2: telephones and addresses where people type something else. In what somebody wrote, and in what a lead is called, they are left out
 * for those from whom they are kept, and nobody looks leads up by them. A text field of the workspace's own is kept whole where it tells one,
 * and is nothing that those find by filtering: the database asks the same of what stands in it (`worker/store/filtering.ts`).
 */

/** What stands for what is kept. */
export const KEPT = "•••";

/** Whatever people, keyboards and copies put between two digits of a telephone: any dash, and marks that nobody sees. */
const GAP = String.raw`[\s().\/+\u2212\p{Pd}\p{Cf}]{0,3}`;
/** Addresses whole, and every telephone: seven digits make one that somebody typed where something else is asked. */
const ANY: Readonly<Record<Maskable, RegExp>> = {
  phone: new RegExp(`\\+?(?:\\p{Nd}${GAP}){6,}\\p{Nd}`, "gu"),
  email: /(?<![^\s@])[^\s@]+@[^\s@]+/g,
};

const DAY = String.raw`(?:(?:19|20)\d\d([\/.-])[01]?\d\1[0-3]?\d|[0-3]?\d([\/.-])[01]?\d\2(?:19|20)\d\d)`;
/** A day, or one to another, with an hour beside it: as long as a telephone, and none. */
const DAYS = new RegExp(
  `^(?:\\d\\d?\\s+)?${DAY}(?:[\\s.\\p{Pd}]{1,3}${DAY.replace("\\1", "\\3").replace("\\2", "\\4")})?(?:\\s+\\d\\d?)?$`,
  "u",
);
const FIGURE = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669";

function tellsDays(found: string): boolean {
  return DAYS.test(found.normalize("NFKD").replace(/[\u0660-\u0669]/g, (figure) => String(FIGURE.indexOf(figure))));
}

/** PV2: a text that a person wrote, with dots where it holds what is kept from its reader. */
export function textWithout(masked: readonly Maskable[], text: string): string {
  return masked.reduce((left, field) => left.replace(ANY[field], (found) => (field === "phone" && tellsDays(found) ? found : KEPT)), text);
}

/** What of a text looks like one. */
export function textsLike(field: Maskable, text: string): readonly string[] {
  return (text.match(ANY[field]) ?? []).filter((found) => field === "email" || !tellsDays(found));
}

/** A text's words as leads are looked up by them: folded first, which makes plain digits of some. */
export function openWords(text: string): string {
  return fold(textWithout(MASKABLE, fold(text)).replaceAll(KEPT, " "));
}

const BETWEEN = "\u0020\u00a0\u2009\u202f\t\n\r-\u2010\u2011\u2012\u2013\u2014\u2212()./+";
const UNSEEN = "\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
const FIGURES = [
  "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
  "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
];

type Pairs = readonly (readonly [from: string, to: string])[];
let pairs: Pairs | undefined;

/** What makes plain digits of a telephone however it is written, in the order in which it is done. Made when it is first asked for: pages that never do leave it out. */
export function asDigits(): Pairs {
  pairs ??= [
    ...Array.from(BETWEEN + UNSEEN, (mark) => [mark, ""] as const),
    ...FIGURES.flatMap((figures) => Array.from(figures, (figure, n) => [figure, String(n)] as const)),
  ];
  return pairs;
}

/** Seven digits make a telephone, unless they are a day's. */
function tellsPhone(text: string): boolean {
  if (/^[12]\d\d\d-[01]\d-[0-3]\d$/.test(text) || /^[0-3]\d[/.-][01]\d[/.-][12]\d\d\d$/.test(text)) return false;
  return /[0-9]{7}/.test(asDigits().reduce((left, [from, to]) => left.replaceAll(from, to), text));
}

const TELLS: Readonly<Record<Maskable, (text: string) => boolean>> = { phone: tellsPhone, email: (text) => text.includes("@") };

/** Whether a text is kept from somebody from whom these are. */
export function isKept(masked: readonly Maskable[], value: FieldValue | null | undefined): boolean {
  return typeof value === "string" && masked.some((field) => TELLS[field](value));
}

/** The id of an option stands where text may, and must not be taken for what is kept. */
export function tellsNothing(id: string): boolean {
  return !isKept(MASKABLE, id);
}

/** A value as its reader may have it. */
export function valueFor<T extends FieldValue | null>(masked: readonly Maskable[], value: T): T | string {
  return isKept(masked, value) ? KEPT : value;
}
