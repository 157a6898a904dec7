import { ar } from "./ar.ts";
import { en } from "./en.ts";
import type { Mail, MailKind } from "./kinds.ts";
import type { Letter, Letters, Line } from "./letter.ts";

/** What a mail program gets. */
export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LETTERS: Readonly<Record<Mail["language"], Letters>> = { en, ar };
const FROM = "LEADOXE CRM";

export function renderMail(says: MailKind, language: Mail["language"]): Rendered {
  const letter = letterOf(LETTERS[language], says);
  return { subject: short(letter.subject), text: textOf(letter, language), html: htmlOf(letter, language) };
}

function letterOf(letters: Letters, says: MailKind): Letter {
  // Which of its writers a kind has is known to the type of `letters` only as long as the kind is.
  return (letters[says.kind] as (what: MailKind) => Letter)(says);
}

/** RFC 5322 has room for 998; a list of mails shows far less. */
const SUBJECT_MOST = 140;

function short(subject: Line): string {
  const whole = subject.map((part) => (typeof part === "string" ? part : part.value)).join("");
  return whole.length <= SUBJECT_MOST ? whole : `${whole.slice(0, SUBJECT_MOST - 1)}…`;
}

/** In Arabic words a Latin name keeps its own direction, and the words around it theirs. */
function isolated(line: Line, language: Mail["language"]): string {
  return line.map((part) => (typeof part === "string" ? part : language === "ar" ? `\u2068${part.value}\u2069` : part.value)).join("");
}

function textOf({ happened, facts = [], act, besides }: Letter, language: Mail["language"]): string {
  const said = (one: Line) => isolated(one, language);
  const blocks = [
    ...happened.map(said),
    ...(facts.length === 0 ? [] : [facts.map(([name, value]) => `${name}: ${said(value)}`).join("\n")]),
    // Alone on its line: whatever stood beside it would be taken for a part of it.
    ...(act === undefined ? [] : [`${act.label}:\n${act.link}`]),
    ...besides.map(said),
    FROM,
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** No colour but the button's: a mail program draws the rest in its own, light or dark. */
const STYLE = {
  body: "margin:0;padding:24px 16px;font-family:system-ui,-apple-system,'Segoe UI',Tahoma,sans-serif;font-size:15px;line-height:1.6",
  sheet: "max-width:520px;margin:0 auto",
  line: "margin:0 0 16px",
  button:
    "display:inline-block;padding:11px 20px;border-radius:6px;background-color:#0b6e68;color:#ffffff;font-weight:600;text-decoration:none",
  address: "margin:0 0 16px;font-size:12px;line-height:1.5;word-break:break-all;opacity:0.75",
  name: "padding-block:4px;padding-inline:0 16px;vertical-align:top;opacity:0.75;white-space:nowrap",
  value: "padding-block:4px;vertical-align:top;word-break:break-word",
  from: "margin:24px 0 0;padding:16px 0 0;border-top:1px solid #8888;font-size:12px;opacity:0.75",
} as const;

function htmlOf(letter: Letter, language: Mail["language"]): string {
  const { subject, happened, facts = [], act, besides } = letter;
  const dir = language === "ar" ? "rtl" : "ltr";
  const paragraph = (one: Line) => `<p style="${STYLE.line}">${marked(one)}</p>`;
  const rows = facts.map(
    ([name, value]) => `<tr><td style="${STYLE.name}">${escaped(name)}</td><td style="${STYLE.value}">${marked(value)}</td></tr>`,
  );
  const parts = [
    ...happened.map(paragraph),
    ...(rows.length === 0 ? [] : [`<table role="presentation" style="${STYLE.line};border-spacing:0">${rows.join("")}</table>`]),
    ...(act === undefined ? [] : [buttonOf(act)]),
    ...besides.map(paragraph),
    `<p style="${STYLE.from}">${FROM}</p>`,
  ];
  return [
    `<!doctype html><html lang="${language}" dir="${dir}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${marked(subject, escaped)}</title></head>`,
    // Some programs drop html and body with what stands on them.
    `<body style="${STYLE.body}"><div lang="${language}" dir="${dir}" style="${STYLE.sheet}">${parts.join("")}</div></body></html>`,
  ].join("");
}

/** The address stands below it too: whoever looks where it leads, or reads without buttons, has it. */
function buttonOf({ label, link }: { readonly label: string; readonly link: string }): string {
  const to = escaped(link);
  return (
    `<p style="${STYLE.line}"><a href="${to}" style="${STYLE.button}">${escaped(label)}</a></p>` +
    `<p dir="ltr" style="${STYLE.address};text-align:start">${to}</p>`
  );
}

function marked(line: Line, value: (text: string) => string = (text) => `<bdi>${escaped(text)}</bdi>`): string {
  return line.map((part) => (typeof part === "string" ? escaped(part) : value(part.value))).join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
