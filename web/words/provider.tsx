import { createContext, createEffect, createMemo, createSignal, type JSX, Show, useContext } from "solid-js";
import { en } from "./en.ts";
import { createFormat, type Format } from "./format.ts";
import { createTranslate, type Dictionary, type Key, type Translate } from "./translate.ts";

export type { Format, Key, Translate };

export const LANGUAGES = ["en", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Both write Western digits, as business in the Gulf does: phone numbers, prices and clocks then align and can be dialled. */
const LOCALE: Record<Language, string> = { en: "en-GB", ar: "ar-AE-u-nu-latn" };
const KEPT = "leadoxe.language";

interface Loaded {
  readonly lang: Language;
  readonly words: Dictionary;
}

export interface Words {
  t: Translate;
  lang(): Language;
  dir(): "ltr" | "rtl";
  locale(): string;
  /** Resolves when the words are on screen. Kept for the next visit. */
  setLang(lang: Language): Promise<void>;
  format(): Format;
  /** The workspace's zone; undefined is the browser's. */
  setTimeZone(zone: string | undefined): void;
}

const Context = createContext<Words>();

export function useWords(): Words {
  const words = useContext(Context);
  if (words === undefined) throw new Error("useWords outside of WordsProvider");
  return words;
}

/** `initial` counts until the person has chosen. Renders nothing until the first language's words are here. */
export function WordsProvider(props: { readonly initial?: Language; readonly children: JSX.Element }): JSX.Element {
  const [dictionary, setDictionary] = createSignal<Loaded>();
  const [timeZone, setTimeZone] = createSignal<string>();
  const lang = () => dictionary()?.lang ?? "en";
  const dir = () => (lang() === "ar" ? "rtl" : "ltr");
  const locale = () => LOCALE[lang()];
  const t = createTranslate(() => dictionary()?.words ?? en, locale);
  const format = createMemo(() => createFormat(locale(), timeZone(), t));

  let latest: Language | undefined;
  async function show(next: Language): Promise<void> {
    latest = next;
    const loaded = await load(next);
    // A slower answer to an earlier choice must not undo the later one.
    if (latest === next) setDictionary(loaded);
  }
  async function setLang(next: Language): Promise<void> {
    localStorage.setItem(KEPT, next);
    await show(next);
  }
  const first = kept() ?? props.initial ?? preferred();
  if (first === "en") setDictionary({ lang: first, words: en });
  else void show(first);

  createEffect(() => {
    document.documentElement.lang = lang();
    document.documentElement.dir = dir();
  });

  return (
    <Context.Provider value={{ t, lang, dir, locale, setLang, format, setTimeZone }}>
      <Show when={dictionary() !== undefined}>{props.children}</Show>
    </Context.Provider>
  );
}

/** English is part of the first script, the other languages come when asked for. If they cannot be had, English is better than nothing. */
async function load(lang: Language): Promise<Loaded> {
  if (lang === "en") return { lang, words: en };
  try {
    return { lang, words: (await import("./ar.ts")).ar };
  } catch {
    return { lang: "en", words: en };
  }
}

function kept(): Language | undefined {
  const value = localStorage.getItem(KEPT);
  return LANGUAGES.find((lang) => lang === value);
}

function preferred(): Language {
  return navigator.language.startsWith("ar") ? "ar" : "en";
}
