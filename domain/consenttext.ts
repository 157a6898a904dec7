import type { Consent } from "./answers.ts";
import { BANNABLE, type Bannable } from "./lead.ts";
import { fold } from "./name.ts";

/** What the text of a consent box is about. Beside the rest of "do not contact", which every screen loads: few read such a text. */

/** Words that begin where no letter stands before, and end as they are written: Arabic ones take their article and particles. */
const english = (...words: string[]) => new RegExp(`(?<![a-z0-9])(?:${words.join("|")})(?![a-z0-9])`);
const arabic = (...words: string[]) => new RegExp(`(?<!\\p{L})(?:[وفبلك]?ال|لل|[وفبل])?(?:${words.join("|")})(?!\\p{L})`, "u");

/** Arabic for "contacting", which is calling unless it says by what: "contacting me by WhatsApp". */
const ARABIC_CALLING = arabic(
  "(?:اتصال|تتصلوا|يتصلوا|نتصل|اتصلوا|مكالمه|مكالمات)(?:ات)?(?!(?:\\s+\\p{L}+)?\\s+(?:عبر|بواسطه|من خلال|عن طريق|علي))",
);

/** Folded, as the texts of consent boxes are before they are looked through. */
const SAYS: Readonly<Record<Bannable, readonly RegExp[]>> = {
  phone: [
    english(
      "(?:tele)?phones?",
      "telephonic(?:ally)?",
      "calls?",
      "called",
      "calling",
      "mobiles?",
      "sms",
      "mms",
      "texts",
      "text messages?",
      "text(?:ed|ing)",
      "cell(?:ular)?",
    ),
    arabic("هاتف(?:يا|ي|يه|ك|كم|نا)?", "هواتف", "تلفون", "تليفون", "جوال(?:ي|ك)?", "موبايل", "نصيه", "قصيره"),
    ARABIC_CALLING,
  ],
  whatsapp: [english("whats ?app", "whats-app", "wa"), arabic("واتس ?(?:اب)?", "وتساب")],
  email: [
    english("e-?mails?", "emailed", "emailing", "e mails?", "electronic mail", "newsletters?"),
    arabic("بريد(?:ي|ك|كم|يه|نا)?", "ايميل(?:ات|ي|ك)?"),
  ],
  messenger: [english("messenger"), arabic("ماسنجر", "مسنجر")],
};

/** Reaching the person at all, by whatever way: "I agree to be contacted". Whom they themselves may contact, and social media, are something else. */
const CONTACTED: readonly RegExp[] = [
  english(
    "contact(?:ed|ing)?(?: (?:me|you))",
    "(?:be|being|get|getting) contacted",
    "contacted by",
    "reach(?:ed|ing)?(?: out)?(?: to)? (?:me|you)",
    "(?:be|being) reached(?: out to)?",
    "(?:get|be|keep|stay) in touch(?! with (?:us|our))",
    "get(?:ting)? back to (?:me|you)",
    "follow(?:ing)?[ -]up with (?:me|you)",
    "communicat(?:e|es|ing) with (?:me|you)",
    "hear(?:ing)? (?:back )?from",
  ),
  // "That somebody contact me" has whoever it is in between.
  /(?<!\p{L})(?:[وفبلك]?ال|لل|[وفبل])?[يتن]?تواصل(?:وا|كم|هم|نا|ه|ها)?(?:\s+\p{L}+){0,4}?\s+مع(?:ي|ك|كم)(?!\p{L})/u,
  arabic("مراسلت(?:ي|ك|كم)", "[يتن]راسل(?:وا)?(?:ني|ك|كم)"),
];

/** Ticked, such a box asks for the contrary: left unticked it says nothing. */
const NEGATED: readonly RegExp[] = [
  /(?<![a-z])(?:not|never|don.?t|without|stop|opt out of|object to)(?: \w+){0,3} (?:contact|reach|communicat|hear|follow|get|be|being|keep|stay)/,
  /(?<!\p{L})(?:لا|عدم|بعدم|وقف|ايقاف)(?:\s+\p{L}+){0,3}\s+(?:[وفبلك]?ال|لل|[وفبل])?(?:[يتن]?تواصل|مراسل)/u,
];

/**
 * The channels that the text of a consent box speaks of, in English or Arabic: an unticked box is shown at these. One about being contacted
 * that names none concerns all of them. None: it is about something else, or about marketing at large.
 */
export function channelsOfConsent(label: string): Bannable[] {
  // Whom to write to about it says nothing of how they will write.
  const text = fold(label).replace(/\S+@\S+|https?:\S+|www\.\S+/g, " ");
  const named = BANNABLE.filter((channel) => SAYS[channel].some((words) => words.test(text)));
  if (named.length > 0) return named;
  const says = (all: readonly RegExp[]) => all.some((words) => words.test(text));
  return says(CONTACTED) && !says(NEGATED) ? [...BANNABLE] : [];
}

/** A consent box of a form that was left unticked, and the channels its words speak of. */
export interface Unticked {
  readonly label: string;
  readonly channels: readonly Bannable[];
}

/** As the newest form that had the box left it: whoever ticked it later agrees now. */
export function untickedOf(submissions: readonly { readonly submittedAt: number; readonly consents: readonly Consent[] }[]): Unticked[] {
  const newest = new Map<string, boolean>();
  for (const { consents } of submissions.toSorted((a, b) => b.submittedAt - a.submittedAt))
    for (const { label, given } of consents) if (!newest.has(label)) newest.set(label, given);
  return [...newest].flatMap(([label, given]) => {
    const channels = given ? [] : channelsOfConsent(label);
    return channels.length === 0 ? [] : [{ label, channels }];
  });
}

/** The channels that they did not agree to, by any box. */
export function untickedChannels(submissions: Parameters<typeof untickedOf>[0]): Bannable[] {
  const boxes = untickedOf(submissions);
  return BANNABLE.filter((one) => boxes.some(({ channels }) => channels.includes(one)));
}
