import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { policyLanguage } from "../../domain/policy/language.ts";
import { OUTLINE, POLICY_LANGUAGES, PROMISES, SECTION_IDS } from "../../domain/policy/outline.ts";
import { effectiveRetention, RETENTION, RETENTION_CLASSES } from "../../domain/retention.ts";
import { POLICY_TEXTS, renderPolicy } from "../../worker/http/policy.ts";
import { PUSH_SERVICES } from "../../worker/push/endpoint.ts";
import { readOverrides } from "../../worker/store/retention.ts";
import { retentionOverride } from "../../worker/store/schema/platform.ts";
import { databases, settings } from "../support/world.ts";

const ask = (query = "", headers: Record<string, string> = {}) =>
  exports.default.fetch(`http://localhost/privacy-policy${query}`, { headers });
const page = async (query = "?lang=en") => (await ask(query)).text();
const valuesOf = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? "");
const textOf = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/g, " ").replace(/<[^>]+>/g, " ");

/** The periods as the page prints them: the number in the cell that a person reads, and the one beside it for machines. */
function printed(html: string): Record<string, number> {
  const rows = html.matchAll(/<tr data-retention="(\w+)" data-days="(\d+)">[\s\S]*?<td>([\d,]+)[^<]*<\/td><\/tr>/g);
  return Object.fromEntries(
    [...rows].map(([, key = "", days = "", read = ""]) => {
      expect(read.replaceAll(",", "")).toBe(days);
      return [key, Number(days)];
    }),
  );
}

describe("the public policy", () => {
  it("is whole HTML for whoever asks, by whatever means", async () => {
    for (const accept of ["text/html", "*/*", "application/json", "image/png"]) {
      const response = await ask("", { accept });
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    }
    const html = await page();
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html.trimEnd()).toMatch(/<\/html>$/);
  });

  it("runs nothing and asks nobody: no script, no handler, no address but its own", async () => {
    for (const language of POLICY_LANGUAGES) {
      const html = await page(`?lang=${language}`);
      expect(html).not.toMatch(/<script|<iframe|<form|javascript:|@import|url\(/i);
      expect(html).not.toMatch(/<[^>]+\son\w+\s*=/i);
      expect(html).not.toMatch(/<[^>]+\sstyle\s*=/i);
      const addresses = new Set(valuesOf(html, /["'(]((?:https?:)?\/\/[^"')]+)["')]/g).filter((one) => !one.endsWith("w3.org/2000/svg")));
      expect([...addresses]).toEqual([settings.PRIVACY_URL]);
    }
  });

  it("its headers allow its own style and nothing else, and let it be cached by language", async () => {
    const response = await ask("?lang=en");
    const style = /<style>([\s\S]*)<\/style>/.exec(await response.text())?.[1] ?? "";
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain(`style-src 'sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src|\*/);
    expect(response.headers.get("cache-control")).toMatch(/^public, max-age=300/);
    expect(response.headers.get("vary")).toMatch(/accept-language/i);
    expect(response.headers.get("x-request-id")).toBeTruthy();
  });

  it("both languages say every section and every point, each in its own words and direction", async () => {
    const facts = SECTION_IDS.flatMap((id) => OUTLINE[id].map((point) => `${id}.${point}`));
    const [en, ar] = await Promise.all([page("?lang=en"), page("?lang=ar")]);
    for (const html of [en, ar]) {
      expect(valuesOf(html, /<section id="([\w-]+)"/g)).toEqual(SECTION_IDS);
      expect(valuesOf(html, /<li data-fact="([\w.-]+)"/g)).toEqual([...PROMISES, ...facts]);
      expect(html).not.toMatch(/<li[^>]*>\s*<\/li>|\{\w+\}/);
    }
    expect(ar).toMatch(/^<!doctype html>\n<html lang="ar" dir="rtl">/);
    const words = (language: "en" | "ar") =>
      SECTION_IDS.flatMap((id) => [
        POLICY_TEXTS[language].sections[id].title,
        ...Object.values(POLICY_TEXTS[language].sections[id].points),
      ]);
    for (const text of words("ar")) expect(text).toMatch(/[\u0600-\u06FF]{3}/);
    for (const text of words("en")) expect(text).not.toMatch(/[\u0600-\u06FF]/);
  });

  it.each<[string | undefined, string | undefined, string]>([
    ["ar", "en", "ar"],
    [undefined, "ar-AE,ar;q=0.9,en;q=0.5", "ar"],
    [undefined, "fr, en-GB;q=0.8, ar;q=0.9", "ar"],
    [undefined, "en, ar;q=0", "en"],
    ["fr", "ar", "ar"],
    [undefined, undefined, "en"],
    ["", "de", "en"],
  ])("?lang=%s with %s is %s", (asked, accepted, language) => {
    expect(policyLanguage(asked, accepted)).toBe(language);
  });

  it("answers in the browser's language and leads to the other", async () => {
    const html = await (await ask("", { "accept-language": "ar-EG" })).text();
    expect(html).toContain('lang="ar" dir="rtl"');
    expect(html).toContain('<a class="other" href="?lang=en" hreflang="en" lang="en" dir="ltr">English</a>');
  });
});

/** Topic of the source policy -> the point that says it, and words without which it would not. */
const SOURCE: readonly (readonly [string, string, RegExp])[] = [
  ["roles restrict who views and manages", "controlled-access", /role.*see.*change/],
  ["authentication, audit, webhook verification", "protected-operations", /Signing in.*audit.*webhook/],
  ["data for connected workspaces", "business-data-care", /CRM records and leads from Meta.*connected workspace/],
  ["account information", "information.account", /names.*contact.*settings.*roles.*signing in/],
  ["operational data", "information.crm", /leads, conversations, notes, activities, follow-ups.*project.*assigned/],
  ["Lead Ads data", "information.meta-lead", /answers.*ids of the form, the Page and the lead.*ad.*times.*delivery/],
  ["technical data", "information.technical", /IP.*browser.*audit.*session.*webhooks.*diagnostics.*used/],
  ["operating", "use.operate", /leads.*sales.*companies.*safely/],
  ["receiving", "use.receive", /Meta Lead Ads.*connected business Page.*authorized/],
  ["protecting", "use.protect", /abuse.*delivery.*audit.*reliable/],
  ["complying", "use.comply", /law.*contract.*security.*Meta/],
  ["only after connecting", "meta.connected", /only.*authorized.*connected a Page/],
  ["what leads are for", "meta.purpose", /creates or updates a CRM record.*workspace/],
  ["not sold", "meta.not-sold", /do not sell.*Authorized users.*processors/],
  ["removal on request", "meta.removal", /removed.*privacy@leadoxe\.com/],
  ["processors", "sharing.providers", /host, secure, monitor, deliver or support/],
  ["whoever else has a part in it: push services", "sharing.notifications", /push services.*turned on.*encrypted.*cannot read/],
  ["disclosure", "sharing.disclosure", /law.*integrity.*agreements/],
  ["no advertising networks", "sharing.no-advertising", /Never third-party advertising/],
  ["business records", "retention.business", /workspace is active.*law, security, audit/],
  ["logs", "retention.logs", /limited time.*delivery.*problem.*abuse/],
  ["deletion requests", "retention.requests", /legal, security, backup and contractual/],
  ["measures", "security.measures", /access controls, encryption where it is appropriate, audit.*sessions.*monitoring/],
  ["authorized only", "security.authorized", /only.*authorized.*super-admin/],
  ["no absolute security", "security.limits", /absolute security.*technical and organizational/],
  ["contact", "contact.write-to", /access, correct or delete.*Meta integrations/],
];

describe("every fact of the source policy is on the page", () => {
  it.each(SOURCE)("%s", async (_topic, id, words) => {
    const html = await page();
    const item = new RegExp(`data-fact="${id.replace(".", "\\.")}">([\\s\\S]*?)</li>`).exec(html)?.[1] ?? "";
    expect(textOf(item).replace(/\s+/g, " ")).toMatch(words);
  });

  it.each(POLICY_LANGUAGES)("NT1: names everybody whose push service is called, in %s", (language) => {
    const said = POLICY_TEXTS[language].sections.sharing.points.notifications;
    for (const { maker } of PUSH_SERVICES) expect(said).toContain(maker);
  });

  it("and no point of ours stands without one", () => {
    const all = [...PROMISES, ...SECTION_IDS.flatMap((id) => OUTLINE[id].map((point) => `${id}.${point}`))];
    expect(SOURCE.map(([, id]) => id)).toEqual(all);
  });

  it("who operates it, since when it is in effect, where to write, and where it stands", async () => {
    const html = await page();
    expect(textOf(html)).toMatch(/LEADOXE CRM\s[\s\S]*May 14, 2026/);
    expect(html).toContain('<time datetime="2026-05-14"');
    expect(html).toContain('href="mailto:privacy@leadoxe.com"');
    expect(html).toMatch(/href="https:\/\/leadoxe\.com\/privacy-policy" data-fact="public-address"/);
  });
});

describe("RT1: the periods on the page are the ones the purge runs by", () => {
  const inForce = async () => effectiveRetention(await readOverrides(databases.platform));

  it("as the table has them, then as they were changed, never beyond the bounds", async () => {
    const usual = Object.fromEntries(RETENTION_CLASSES.map((key) => [key, RETENTION[key].days]));
    for (const language of POLICY_LANGUAGES) expect(printed(await page(`?lang=${language}`))).toEqual(usual);
    const set = { setBy: "somebody", setAt: 1 };
    await databases.platform.insert(retentionOverride).values([
      { class: "deliveries", days: 45, ...set },
      { class: "audit", days: 9_999, ...set },
      { class: "nothing_we_know", days: 3, ...set },
    ]);
    const changed = { ...usual, deliveries: 45, audit: RETENTION.audit.most };
    for (const language of POLICY_LANGUAGES) expect(printed(await page(`?lang=${language}`))).toEqual(changed);
    expect(await inForce()).toEqual(changed);
  });
});

it("SC1: what stands in the settings is text on the page, whatever it is", () => {
  const hostile = {
    PRIVACY_OPERATOR: `<script>alert(1)</script> & "Sons'`,
    PRIVACY_EMAIL: `a"><b@example.com`,
    PRIVACY_EFFECTIVE: "2026-05-14",
    PRIVACY_URL: `https://example.com/"><img src=x onerror=alert(1)>`,
  };
  for (const language of POLICY_LANGUAGES) {
    const html = renderPolicy(language, hostile, effectiveRetention([]));
    expect(html).not.toMatch(/<script|<img|<b@/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&#39;");
  }
});
