import { createContext, createEffect, createMemo, createSignal, type JSX, Show, untrack, useContext } from "solid-js";
import { en } from "./en.ts";
import { createFormat, type Format } from "./format.ts";
import { keep, kept, type Language, preferred } from "./language.ts";
import { createTranslate, type Dictionary, type Key, type Translate } from "./translate.ts";

export type { Format, Key, Translate };

/** Both write Western digits, as business in the Gulf does: phone numbers, prices and clocks then align and can be dialled. */
const LOCALE: Record<Language, string> = { en: "en-GB", ar: "ar-AE-u-nu-latn" };
/** Words of screens that few people open: they come with those screens. */
const PARTS = {
  settings: {
    en: async () => (await import("./en/settings.ts")).settings,
    ar: async () => (await import("./ar/settings.ts")).settings,
  },
  panel: {
    en: async () => (await import("./en/panel.ts")).panel,
    ar: async () => (await import("./ar/panel.ts")).panel,
  },
  day: {
    en: async () => (await import("./en/day.ts")).day,
    ar: async () => (await import("./ar/day.ts")).day,
  },
  views: {
    en: async () => (await import("./en/views.ts")).views,
    ar: async () => (await import("./ar/views.ts")).views,
  },
  account: {
    en: async () => (await import("./en/account.ts")).account,
    ar: async () => (await import("./ar/account.ts")).account,
  },
  console: {
    en: async () => (await import("./en/console.ts")).console,
    ar: async () => (await import("./ar/console.ts")).console,
  },
  demo: {
    en: async () => (await import("./en/demo.ts")).demo,
    ar: async () => (await import("./ar/demo.ts")).demo,
  },
  grants: {
    en: async () => (await import("./en/grants.ts")).grants,
    ar: async () => (await import("./ar/grants.ts")).grants,
  },
  notices: {
    en: async () => (await import("./en/notices.ts")).notices,
    ar: async () => (await import("./ar/notices.ts")).notices,
  },
  board: {
    en: async () => (await import("./en/board.ts")).board,
    ar: async () => (await import("./ar/board.ts")).board,
  },
  palette: {
    en: async () => (await import("./en/palette.ts")).palette,
    ar: async () => (await import("./ar/palette.ts")).palette,
  },
  offline: {
    en: async () => (await import("./en/offline.ts")).offline,
    ar: async () => (await import("./ar/offline.ts")).offline,
  },
  takeback: {
    en: async () => (await import("./en/takeback.ts")).takeback,
    ar: async () => (await import("./ar/takeback.ts")).takeback,
  },
  chosen: {
    en: async () => (await import("./en/chosen.ts")).chosen,
    ar: async () => (await import("./ar/chosen.ts")).chosen,
  },
  start: {
    en: async () => (await import("./en/start.ts")).start,
    ar: async () => (await import("./ar/start.ts")).start,
  },
} as const;
export type WordsPart = keyof typeof PARTS;

interface Loaded {
  readonly lang: Language;
  /** Of the first script; and of those parts. */
  readonly words: Dictionary;
  readonly more: object;
  readonly parts: ReadonlySet<WordsPart>;
}

export interface Words {
  t: Translate;
  lang(): Language;
  dir(): "ltr" | "rtl";
  locale(): string;
  /** Resolves when the words are on screen. Kept for the next visit. */
  setLang(lang: Language): Promise<void>;
  /** Whether a part's words are here; `fetch` gets them, and from then on in every language that is shown. */
  has(part: WordsPart): boolean;
  fetch(part: WordsPart): Promise<void>;
  /** Those of the workspace's own screens, while there is nothing else to do. */
  fetchAll(): Promise<void>;
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

const NONE = {};

type Reach = <T>(load: () => Promise<T>) => Promise<T>;

/**
 * `initial` counts until the person has chosen; `reach` loads a part of the app where it can be reached at all. Renders nothing until the
 * first language's words are here.
 */
export function WordsProvider(props: { readonly initial?: Language; readonly reach?: Reach; readonly children: JSX.Element }): JSX.Element {
  const reach = once(untrack(() => props.reach) ?? ((work) => work()));
  const [dictionary, setDictionary] = createSignal<Loaded>();
  const [timeZone, setTimeZone] = createSignal<string>();
  // Memos: words of one more part change neither, and nobody who reads these has to look again.
  const lang = createMemo(() => dictionary()?.lang ?? "en");
  const words = createMemo(() => dictionary()?.words ?? en);
  const dir = () => (lang() === "ar" ? "rtl" : "ltr");
  const locale = () => LOCALE[lang()];
  const t = createTranslate([words, () => dictionary()?.more ?? NONE], locale);
  const format = createMemo(() => createFormat(locale(), timeZone(), t));

  const wanted = new Set<WordsPart>();
  let latest: Language = "en";
  let running: Promise<Loaded> | null = null;
  async function show(next: Language): Promise<void> {
    latest = next;
    running = load(next, [...wanted], reach);
    // A slower answer to an earlier choice must not undo the later one, and whoever made the earlier one waits for the last there is.
    for (let mine: Promise<Loaded> | null = null; mine !== running;) {
      mine = running;
      const loaded = await mine;
      if (mine === running) setDictionary(loaded);
    }
  }
  async function fetch(part: WordsPart): Promise<void> {
    if (dictionary()?.parts.has(part)) return;
    wanted.add(part);
    await show(latest);
  }
  async function fetchAll(): Promise<void> {
    for (const part of ["panel", "day", "views", "offline", "chosen"] as const) await fetch(part);
  }
  async function setLang(next: Language): Promise<void> {
    keep(next);
    await show(next);
  }
  const first = kept() ?? props.initial ?? preferred();
  if (first === "en") setDictionary({ lang: first, words: en, more: NONE, parts: new Set<WordsPart>() });
  else void show(first);

  createEffect(() => {
    document.documentElement.lang = lang();
    document.documentElement.dir = dir();
  });

  return (
    <Context.Provider
      value={{ t, lang, dir, locale, setLang, has: (part) => dictionary()?.parts.has(part) ?? false, fetch, fetchAll, format, setTimeZone }}
    >
      <Show when={dictionary() !== undefined}>{props.children}</Show>
    </Context.Provider>
  );
}

/** What came once stays: words that are on screen do not go because some others cannot be had now. */
function once(reach: Reach): Reach {
  const came = new Map<unknown, unknown>();
  return async <T,>(load: () => Promise<T>): Promise<T> => {
    if (!came.has(load)) came.set(load, await reach(load));
    return came.get(load) as T;
  };
}

const ARABIC = async () => (await import("./ar.ts")).ar;

/** English is part of the first script, the other languages come when asked for. If they cannot be had, English is better than nothing. */
async function load(lang: Language, parts: readonly WordsPart[], reach: Reach): Promise<Loaded> {
  const base = lang === "en" ? en : await reach(ARABIC).catch(() => null);
  if (base === null) return load("en", parts, reach);
  // A part that cannot be had is left out: its screen says so and asks again.
  const said = await Promise.all(parts.map(async (part) => ({ part, words: await reach<object>(PARTS[part][lang]).catch(() => null) })));
  const here = said.filter(({ words }) => words !== null);
  return {
    lang,
    words: base,
    more: Object.assign({}, ...here.map(({ words }) => words)),
    parts: new Set<WordsPart>(here.map(({ part }) => part)),
  };
}
