import { flatten, translator } from "@solid-primitives/i18n";
import type { en } from "./en.ts";
import type { account } from "./en/account.ts";
import type { chosen } from "./en/chosen.ts";
import type { console } from "./en/console.ts";
import type { day } from "./en/day.ts";
import type { demo } from "./en/demo.ts";
import type { grants } from "./en/grants.ts";
import type { panel } from "./en/panel.ts";
import type { settings } from "./en/settings.ts";
import type { views } from "./en/views.ts";
import type { notices } from "./en/notices.ts";
import type { board } from "./en/board.ts";
import type { palette } from "./en/palette.ts";
import type { offline } from "./en/offline.ts";
import type { start } from "./en/start.ts";
import type { takeback } from "./en/takeback.ts";
import type { At, Named, Path, Plural } from "./match.ts";

/** Everything that is said: the first script's words and those that come with their screens. */
type Said = typeof en &
  typeof settings &
  typeof grants &
  typeof panel &
  typeof day &
  typeof views &
  typeof account &
  typeof console &
  typeof demo &
  typeof notices &
  typeof board &
  typeof palette &
  typeof offline &
  typeof start &
  typeof takeback &
  typeof chosen;
export type Key = Path<Said>;
type Args<K extends Key> = [Named<At<Said, K>>] extends [never]
  ? []
  : [args: { readonly [N in Named<At<Said, K>>]: N extends "n" ? number | string : string }];

/** The words for a key. Call it where it is shown, never once at set-up: each call reads the language. */
export type Translate = <K extends Key>(key: K, ...args: Args<K>) => string;

/** Every dictionary has this shape; only English knows its texts letter by letter. */
export type Dictionary<T = typeof en> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Plural ? Plural : Dictionary<T[K]>;
};

type Values = Readonly<Record<string, string | number>>;

/**
 * From the first of these dictionaries that has the key. Apart, so that words of a screen that arrive are news to nobody who says something
 * else: none is read before the others lack it.
 */
export function createTranslate(dictionaries: readonly (() => object)[], locale: () => string): Translate {
  const entries = dictionaries.map((words) => translator(flattened(words)));
  return (key, ...args) => {
    const values: Values | undefined = args[0];
    let found: unknown;
    for (const entry of entries) if ((found = entry(key)) !== undefined) break;
    return fill(isPlural(found) ? form(found, values?.["n"], locale()) : String(found), values, locale());
  };
}

function flattened(dictionary: () => object): () => Record<string, unknown> {
  const known = new WeakMap<object, Record<string, unknown>>();
  return () => {
    const words = dictionary();
    const made = known.get(words) ?? (flatten(words as Record<string, unknown>) as Record<string, unknown>);
    known.set(words, made);
    return made;
  };
}

function isPlural(entry: unknown): entry is Plural {
  return typeof entry === "object" && entry !== null && "other" in entry;
}

const rules = new Map<string, Intl.PluralRules>();

function form(plural: Plural, n: string | number | undefined, locale: string): string {
  let rule = rules.get(locale);
  if (rule === undefined) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  // "1,000+" is no number: it takes the form for many.
  return typeof n === "number" ? (plural[rule.select(n)] ?? plural.other) : plural.other;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Making one costs more than all it is used for. */
function numbers(locale: string): Intl.NumberFormat {
  let format = formats.get(locale);
  if (format === undefined) formats.set(locale, (format = new Intl.NumberFormat(locale)));
  return format;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

function fill(text: string, values: Values | undefined, locale: string): string {
  if (values === undefined) return text;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) return "";
    if (typeof value === "number") return numbers(locale).format(value);
    // A Latin name in an Arabic sentence, or the other way round, would pull the punctuation around it to its own side.
    return RIGHT_TO_LEFT.test(value) === locale.startsWith("ar") ? value : `\u2068${value}\u2069`;
  });
}
