import { ar } from "../../domain/policy/ar.ts";
import { en } from "../../domain/policy/en.ts";
import {
  OUTLINE,
  POLICY_LANGUAGES,
  type PolicyLanguage,
  type PolicyTexts,
  PROMISES,
  SECTION_IDS,
  type SectionId,
} from "../../domain/policy/outline.ts";
import { RETENTION_CLASSES, type RetentionClass } from "../../domain/retention.ts";
import { POLICY_STYLE } from "./policystyle.ts";

export const POLICY_TEXTS: Readonly<Record<PolicyLanguage, PolicyTexts>> = { en, ar };

export interface PolicySettings {
  readonly PRIVACY_OPERATOR: string;
  readonly PRIVACY_EMAIL: string;
  /** `2026-05-14` */
  readonly PRIVACY_EFFECTIVE: string;
  readonly PRIVACY_URL: string;
}

const PRODUCT = "LEADOXE CRM";

/** The whole page. No script, no request but its own: what a reader sees is what was sent. */
export function renderPolicy(
  language: PolicyLanguage,
  settings: PolicySettings,
  retention: Readonly<Record<RetentionClass, number>>,
): string {
  const texts = POLICY_TEXTS[language];
  const say = (text: string) => filled(text, settings);
  const address = escapeHtml(settings.PRIVACY_URL);
  const email = mailLink(settings);
  return `<!doctype html>
<html lang="${language}" dir="${texts.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(texts.title)} · ${PRODUCT}</title>
<link rel="canonical" href="${address}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${POLICY_STYLE}</style>
</head>
<body>
<a class="skip" href="#policy">${escapeHtml(texts.labels.skip)}</a>
<header>
<div class="bar"><span class="brand">${MARK}<bdi>${PRODUCT}</bdi></span>${otherLanguage(language)}</div>
</header>
<main class="page" id="policy">
<div class="head">
<h1>${escapeHtml(texts.title)}</h1>
<p class="intro">${say(texts.intro)}</p>
<dl class="facts">
${fact(texts.labels.operator, `<bdi>${escapeHtml(settings.PRIVACY_OPERATOR)}</bdi>`)}
${fact(texts.labels.effective, effective(settings.PRIVACY_EFFECTIVE, texts.locale))}
${fact(texts.labels.email, email)}
</dl>
</div>
<ul class="promises">
${PROMISES.map((id) => promise(id, texts, say)).join("\n")}
</ul>
<div class="columns">
<nav class="contents" aria-labelledby="contents"><h2 id="contents">${escapeHtml(texts.labels.contents)}</h2><ol>
${SECTION_IDS.map((id) => `<li><a href="#${id}">${escapeHtml(texts.sections[id].title)}</a></li>`).join("\n")}
</ol></nav>
<div>
${SECTION_IDS.map((id) => section(id, texts, say, extra(id))).join("\n")}
</div>
</div>
</main>
</body>
</html>
`;

  function extra(id: SectionId): string {
    if (id === "retention") return periods(texts, retention);
    if (id !== "contact") return "";
    const link = `<a href="${address}" data-fact="public-address" dir="ltr">${address}</a>`;
    return `\n<dl class="reach">${fact(texts.labels.email, email)}${fact(texts.labels.address, link)}</dl>`;
  }
}

/** The app's icon. */
const MARK = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" fill="#0b6e68"/><path d="M10 8v16h12" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/><circle cx="21" cy="11" r="3.4" fill="#62cfc3"/></svg>`;

function section(id: SectionId, texts: PolicyTexts, say: (text: string) => string, extra: string): string {
  const { title, points } = texts.sections[id];
  const said: Readonly<Record<string, string>> = points;
  const items = OUTLINE[id].map((point) => `<li data-fact="${id}.${point}">${say(said[point] ?? "")}</li>`).join("\n");
  const single = OUTLINE[id].length === 1 ? " one" : "";
  return `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHtml(title)}</h2>
<ul class="points${single}">
${items}
</ul>${extra}</section>`;
}

function promise(id: (typeof PROMISES)[number], texts: PolicyTexts, say: (text: string) => string): string {
  const { title, text } = texts.promises[id];
  return `<li data-fact="${id}"><h2>${escapeHtml(title)}</h2><p>${say(text)}</p></li>`;
}

function fact(label: string, html: string): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd>${html}</dd></div>`;
}

/** RT1: the days are those the deletion runs by, in a form that a test can read too. */
function periods(texts: PolicyTexts, retention: Readonly<Record<RetentionClass, number>>): string {
  const { caption, heads, business, classes } = texts.retention;
  const days = new Intl.NumberFormat(texts.locale, { style: "unit", unit: "day", unitDisplay: "long" });
  const row = (attributes: string, what: string, period: string, from: string) =>
    `<tr${attributes}><th scope="row">${escapeHtml(what)}${from}</th><td>${escapeHtml(period)}</td></tr>`;
  const rows = RETENTION_CLASSES.map((key) =>
    row(
      ` data-retention="${key}" data-days="${retention[key]}"`,
      classes[key].what,
      days.format(retention[key]),
      `<span class="from">${escapeHtml(classes[key].from)}</span>`,
    ),
  );
  return `
<table class="periods"><caption>${escapeHtml(caption)}</caption>
<thead><tr><th scope="col">${escapeHtml(heads.what)}</th><th scope="col">${escapeHtml(heads.period)}</th></tr></thead>
<tbody>
${row("", business.what, business.period, "")}
${rows.join("\n")}
</tbody></table>`;
}

function effective(date: string, locale: string): string {
  const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
  return `<time datetime="${escapeHtml(date)}" data-fact="effective">${escapeHtml(long)}</time>`;
}

function otherLanguage(language: PolicyLanguage): string {
  return POLICY_LANGUAGES.filter((one) => one !== language)
    .map((one) => {
      const { direction, name } = POLICY_TEXTS[one];
      return `<a class="other" href="?lang=${one}" hreflang="${one}" lang="${one}" dir="${direction}">${name}</a>`;
    })
    .join("");
}

function mailLink(settings: PolicySettings): string {
  const email = escapeHtml(settings.PRIVACY_EMAIL);
  return `<a href="mailto:${email}" data-fact="email" dir="ltr">${email}</a>`;
}

/** Names are isolated, so that a Latin one keeps its place within Arabic. */
function filled(text: string, settings: PolicySettings): string {
  const values: Readonly<Record<string, string>> = {
    product: `<bdi>${PRODUCT}</bdi>`,
    operator: `<bdi>${escapeHtml(settings.PRIVACY_OPERATOR)}</bdi>`,
    email: mailLink(settings),
  };
  return escapeHtml(text).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
