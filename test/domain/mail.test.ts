import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type MailKind, mailKind } from "../../domain/mail/kinds.ts";
import { renderMail } from "../../domain/mail/render.ts";

const AT = Date.UTC(2026, 10, 27, 14, 30);
const link = "https://crm.example.com/invite#AbC-_123456789012345";
const by = "Huda Nasser";
const workspace = "Marina Homes";
const reason = "Her phone fell into the sea";

const KINDS: readonly MailKind[] = [
  { kind: "invitation", workspace, by, expires: AT, link },
  { kind: "reset_password", link },
  { kind: "verify_email", link },
  { kind: "email_changed", to: "sara@else.example.com" },
  { kind: "password_changed" },
  { kind: "new_browser", browser: "Firefox on Linux", place: "Dubai, AE", at: AT },
  { kind: "second_factor_added" },
  { kind: "second_factor_removed" },
  { kind: "recovery", by, from: AT, until: AT + 86_400_000, link },
  { kind: "recovery_asked", person: "Sara Amin", by, reason, from: AT, link },
  { kind: "support_asked", workspace, by, reason, minutes: 150, edit: false, link },
  { kind: "audit_head", workspace, hash: "0f".repeat(32), records: 12_345, sealedAt: AT },
];
const LANGUAGES = ["en", "ar"] as const;
const ALL = KINDS.flatMap((says) => LANGUAGES.map((language) => [says.kind, language, says] as const));

describe("the texts of mails", () => {
  it("there is one for every kind there is", () => {
    expect(KINDS.map((says) => says.kind)).toEqual(mailKind.options.map((option) => option.entries.kind.literal));
    for (const says of KINDS) expect(v.parse(mailKind, JSON.parse(JSON.stringify(says)))).toEqual(says);
  });

  it.each(ALL)("%s in %s says the same in text and in HTML, with every value that it was given", (_kind, language, says) => {
    const { subject, text, html } = renderMail(says, language);
    expect(subject).toMatch(/\S/);
    expect(subject.length).toBeLessThanOrEqual(140);
    const seen = html
      .replace(/<[^>]+>/g, " ")
      .replaceAll("&quot;", '"')
      .replace(/\s+/g, " ");
    for (const line of plain(text)) expect(seen.replaceAll(" ", "")).toContain(line.replaceAll(/\s/g, ""));
    for (const [name, value] of Object.entries(says)) {
      if (name === "kind" || typeof value !== "string") continue;
      expect(text, name).toContain(value);
      expect(html, name).toContain(value);
    }
  });

  it.each(ALL)("%s in %s is plain: no exclamation mark, no please, nothing undefined", (_kind, language, says) => {
    const { subject, text, html } = renderMail(says, language);
    for (const part of [subject, text]) expect(part).not.toMatch(/!|please|undefined|NaN|\{\{|\[object|من فضلك/i);
    expect(html).not.toMatch(/undefined|NaN|\[object/);
  });

  it.each(ALL)("%s in %s asks nobody else for anything: no image, no script, no style but its own", (_kind, language, says) => {
    const { html } = renderMail(says, language);
    expect(html).not.toMatch(/<(img|script|link|style|iframe)|url\(|src=/i);
    const addresses = [...html.matchAll(/https?:\/\/[^"<\s]+/g)].map((match) => match[0]);
    expect(new Set(addresses)).toEqual(new Set("link" in says ? [link] : []));
  });

  it("says times in the world's zone, and names it", () => {
    const at = (language: "en" | "ar") => renderMail({ kind: "invitation", workspace, by, expires: AT, link }, language).text;
    expect(at("en")).toContain("27 November 2026, 14:30 UTC");
    expect(at("ar")).toContain("27 نوفمبر 2026، 14:30 بالتوقيت العالمي (UTC)");
  });

  it("says for how long in words", () => {
    const asked = { kind: "support_asked", workspace, by, reason, edit: true, link } as const;
    expect(renderMail({ ...asked, minutes: 150 }, "en").text).toContain("2 hours and 30 minutes");
    expect(renderMail({ ...asked, minutes: 45 }, "en").text).toContain("45 minutes");
    expect(renderMail({ ...asked, minutes: 480 }, "en").text).toContain("8 hours\n");
    expect(renderMail({ ...asked, minutes: 45 }, "ar").text).toContain("45 دقيقة");
    expect(renderMail({ kind: "reset_password", link }, "en").text).toContain("for 1 hour.");
  });

  it("Arabic runs from right to left, and a Latin name in it keeps its own direction", () => {
    const { html, text } = renderMail({ kind: "invitation", workspace, by, expires: AT, link }, "ar");
    expect(html).toMatch(/<html lang="ar" dir="rtl">/);
    expect(html).toContain(`<bdi>${by}</bdi>`);
    expect(text).toContain(`\u2068${by}\u2069`);
    // The address stays left to right, alone on its line.
    expect(html).toContain(`<p dir="ltr"`);
    expect(text.split("\n")).toContain(link);
  });

  it("leaves out the place that nobody knows", () => {
    const seen = { kind: "new_browser", browser: "Safari", place: null, at: AT } as const;
    expect(renderMail(seen, "en").text).not.toContain("Place");
    expect(renderMail({ ...seen, place: "Cairo, EG" }, "en").text).toContain("Place: Cairo, EG");
  });
});

describe("values that somebody else wrote", () => {
  const as = (value: string, language: "en" | "ar" = "en") =>
    renderMail({ kind: "invitation", workspace: value, by: value, expires: AT, link }, language);

  it("are never markup", () => {
    const { html } = as(`<img src=x onerror="alert(1)"> & 'co'`);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;co&#39;");
  });

  it("make no second line, neither in the subject nor in the text", () => {
    const { subject, text } = as("Marina\r\nBcc: somebody@example.com\n\nYour account is closed");
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^(Bcc|Your account)/m);
  });

  it.each(["https://evil.example/x", "www.evil.example", "evil.example", "go to evil.example/login now"])(
    "make no link of their own: %s",
    (value) => {
      const { text, html } = as(value);
      expect(text.replace(link, "")).not.toMatch(/evil\.example|https?:\/\//);
      expect(html).not.toContain("evil.example");
      // To a reader it looks as it was written.
      expect(text.replaceAll("\u2060", "")).toContain(value);
    },
  );

  it("an address that a mail is about can be copied", () => {
    expect(renderMail({ kind: "email_changed", to: "a.b@mail.example.com" }, "en").text).toContain("a.b@mail.example.com");
  });

  it("turn no direction", () => {
    const { text } = as("Marina\u202Eevil\u2066", "ar");
    expect(text).not.toMatch(/[\u202A-\u202E\u2066\u2067]/);
    expect([...text.matchAll(/\u2068/g)]).toHaveLength([...text.matchAll(/\u2069/g)].length);
  });

  it("a subject stays short", () => {
    const { subject } = as("M".repeat(120));
    expect(subject.length).toBe(140);
    expect(subject.endsWith("…")).toBe(true);
  });
});

/** Lines without the marks that hold a value's direction. */
function plain(text: string): string[] {
  return text
    .replace(/[\u2068\u2069]/g, "")
    .split("\n")
    .flatMap((line) => line.split(/: |:$/))
    .filter((line) => line.trim() !== "");
}
