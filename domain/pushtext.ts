import type { NoticeKind } from "./notice.ts";
import type { PushShows } from "./workspace.ts";

/** NT1: what a push says on a locked screen, in its reader's language. Telephones and addresses are in none, whatever a lead is called (PV2). */

export type PushLanguage = "en" | "ar";

export interface PushWords {
  readonly title: string;
  readonly body: string;
}

/** What a browser is sent; its service worker shows it and opens `url`. Of two with one tag the later takes the place of the earlier. */
export interface PushPayload extends PushWords {
  readonly tag: string;
  readonly url: string;
  readonly lang: PushLanguage;
  readonly dir: "ltr" | "rtl";
  readonly at: number;
}

/** As its reader may see it; null: they may not, or it is gone. */
export interface PushedLead {
  readonly name: string;
  /** The form's name. */
  readonly form: string | null;
}

interface Words {
  readonly said: Readonly<Record<NoticeKind, string>>;
  readonly needs: string;
  readonly open: string;
  readonly news: string;
  /** Of at least two. */
  readonly many: (count: number) => string;
  readonly count: Readonly<Record<NoticeKind, (count: string) => string>>;
}

const EN: Words = {
  said: {
    assigned: "A lead is yours",
    again: "A lead of yours sent a form again",
    over_goal: "A lead waits past the goal",
    follow_up: "A follow-up is due",
    mention: "You are mentioned in a note",
    taken: "A lead is no longer yours",
  },
  needs: "A lead needs you",
  open: "Open LEADOXE CRM to see it.",
  news: "Something is new",
  many: (count) => `${count} leads need you`,
  count: {
    assigned: (count) => `${count} new`,
    again: (count) => `${count} sent a form again`,
    over_goal: (count) => `${count} past the goal`,
    follow_up: (count) => `${count} to follow up`,
    mention: (count) => `${count} mentioning you`,
    taken: (count) => `${count} no longer yours`,
  },
};

const AR: Words = {
  said: {
    assigned: "أُسند إليك عميل محتمل",
    again: "أحد عملائك أرسل نموذجًا مجددًا",
    over_goal: "عميل محتمل ينتظر بعد انقضاء المهلة",
    follow_up: "حان وقت متابعة",
    mention: "ذُكرت في ملاحظة",
    taken: "عميل محتمل لم يعد من عملائك",
  },
  needs: "عميل محتمل بحاجة إليك",
  open: "افتح LEADOXE CRM لتراه.",
  news: "هناك جديد",
  many: (count) => {
    const form = new Intl.PluralRules("ar").select(count);
    if (form === "two") return "عميلان محتملان بحاجة إليك";
    if (form === "few") return `${count} عملاء محتملين بحاجة إليك`;
    return form === "many" ? `${count} عميلًا محتملًا بحاجة إليك` : `${count} عميل محتمل بحاجة إليك`;
  },
  count: {
    assigned: (count) => `المسندة إليك: ${count}`,
    again: (count) => `أرسلوا نموذجًا مجددًا: ${count}`,
    over_goal: (count) => `بعد المهلة: ${count}`,
    follow_up: (count) => `للمتابعة: ${count}`,
    mention: (count) => `إشارات إليك: ${count}`,
    taken: (count) => `لم تعد لك: ${count}`,
  },
};

const WORDS: Readonly<Record<PushLanguage, Words>> = { en: EN, ar: AR };

export function pushText(kind: NoticeKind, lead: PushedLead | null, shows: PushShows, language: PushLanguage): PushWords {
  const words = WORDS[language];
  if (shows === "less") return { title: words.needs, body: words.open };
  const title = words.said[kind];
  if (lead === null) return { title, body: words.open };
  const who = shows === "more" ? sayable(lead.name) : firstName(lead.name);
  const about = [who, lead.form === null ? null : sayable(lead.form)].filter((part) => part !== null);
  return { title, body: about.length === 0 ? words.open : about.map(apart).join(" · ") };
}

/** Several at once: how many leads, and of which kind how many. */
export function digestText(
  notices: readonly { readonly kind: NoticeKind; readonly lead: string }[],
  shows: PushShows,
  language: PushLanguage,
): PushWords {
  const words = WORDS[language];
  const leads = new Set(notices.map((one) => one.lead)).size;
  const title = leads > 1 ? words.many(leads) : words.needs;
  if (shows === "less") return { title, body: words.open };
  const counts = Map.groupBy(notices, (one) => one.kind);
  return { title, body: [...counts].map(([kind, some]) => words.count[kind](String(some.length))).join(" · ") };
}

/** Of a push that its browser cannot read. */
export function unreadableText(language: PushLanguage): PushWords {
  const { news, open } = WORDS[language];
  return { title: news, body: open };
}

export function directionOf(language: PushLanguage): PushPayload["dir"] {
  return language === "ar" ? "rtl" : "ltr";
}

/** Longer than any name of a person, and as much as a locked screen shows. */
const MOST = 80;
/** Marks that turn the direction of what follows. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Shorter runs of digits are in names of forms: a quarter, a year. */
const TELEPHONE_DIGITS = 6;

/** One line as long as a locked screen; null where people wrote a telephone or an address into it, or nothing. */
function sayable(text: string): string | null {
  const flat = text
    .replaceAll(TURNS, "")
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  if (flat === "" || flat.includes("@") || (flat.match(/\p{Nd}/gu) ?? []).length >= TELEPHONE_DIGITS) return null;
  const letters = Array.from(flat);
  return letters.length > MOST ? `${letters.slice(0, MOST - 1).join("")}…` : flat;
}

/** Words that are no name without the next one: servant of, father of, mother of, son of, the. */
const HALVES = new Set([
  "عبد",
  "ابو",
  "أبو",
  "ام",
  "أم",
  "ابن",
  "بن",
  "بنت",
  "abd",
  "abdul",
  "abdel",
  "abu",
  "umm",
  "ibn",
  "bin",
  "bint",
  "al",
  "el",
]);
const TITLES = new Set(["mr", "mrs", "ms", "dr", "eng", "السيد", "السيدة", "د", "م"]);

export function firstName(name: string): string | null {
  const all = sayable(name)?.split(" ") ?? [];
  const plain = (word: string) => word.toLowerCase().replaceAll(".", "");
  const words = all.length > 1 && TITLES.has(plain(all[0] ?? "")) ? all.slice(1) : all;
  const [first, second] = words;
  if (first === undefined) return null;
  return second !== undefined && HALVES.has(plain(first)) ? `${first} ${second}` : first;
}

/** Of another direction than what stands around it, it does not turn that about. */
function apart(text: string): string {
  return `\u2068${text}\u2069`;
}
