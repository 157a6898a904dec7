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

/**
 * The channels that the text of a consent box speaks of, in English or Arabic: an unticked box is shown at these. None: it is about
 * something else, or about marketing at large.
 */
export function channelsOfConsent(label: string): Bannable[] {
  // Whom to write to about it says nothing of how they will write.
  const text = fold(label).replace(/\S+@\S+|https?:\S+|www\.\S+/g, " ");
  return BANNABLE.filter((channel) => SAYS[channel].some((words) => words.test(text)));
}
