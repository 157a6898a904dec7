import { fc, test as property } from "@fast-check/vitest";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type Answer, answersWithout } from "../../domain/answers.ts";
import { KEPT, openWords, textWithout } from "../../domain/kept.ts";
import { type LeadRow, leadRow, rowFor } from "../../domain/lead.ts";
import { type Actor, actorRole, MASKABLE, type Maskable, maskedFor, masksFor, visibilityClass } from "../../domain/rights.ts";
import { fieldsSetup } from "../../domain/setup.ts";
import { storyWithout } from "../../domain/story.ts";

const actor = (over: Partial<Actor> = {}): Actor => ({
  person: "me",
  workspace: "w",
  role: "agent",
  teams: [],
  rights: [],
  agentsSeeUnclaimed: true,
  masked: ["phone"],
  ...over,
});
const row = (over: Partial<LeadRow> = {}): LeadRow => ({
  id: "00000000-0000-7000-8000-000000000001",
  n: 1,
  version: 1,
  name: "Layla Haddad",
  phone: "+971501234567",
  email: "layla@example.com",
  stage: "new",
  owner: "other",
  team: null,
  form: null,
  source: null,
  isTest: false,
  submittedAt: 1,
  amberAt: 1,
  redAt: 1,
  firstAttemptAt: null,
  lastActivityAt: 1,
  archivedAt: null,
  sameAs: null,
  reason: { code: "no_rule" },
  ...over,
});
const answer = (over: Partial<Answer>): Answer => {
  const one: Answer = { key: "q", label: "Q", type: null, values: ["yes"], ...over, shown: over.shown ?? over.values ?? ["yes"] };
  return one;
};

describe("PV2: what a workspace keeps from a role", () => {
  /** As it comes out of the wire. */
  const told = (who: Actor, of: LeadRow) => v.parse(leadRow, JSON.parse(JSON.stringify(rowFor(who, of))));

  it("falls when the lead is theirs, and for nobody else", () => {
    expect(told(actor(), row())).toEqual({ ...row(), phone: null, masked: ["phone"] });
    expect(told(actor({ masked: MASKABLE }), row())).toEqual({ ...row(), phone: null, email: null, masked: ["phone", "email"] });
    expect(told(actor(), row({ owner: "me" }))).toEqual(row({ owner: "me" }));
    expect(rowFor(actor(), row({ owner: null })).phone).toBeNull();
    expect(told(actor({ masked: [] }), row())).toEqual(row());
  });

  it("which lead has the same telephone or address goes with them, of one's own leads too", () => {
    const twin = row({ sameAs: "00000000-0000-7000-8000-000000000002" });
    expect([told(actor(), twin).twin, told(actor(), { ...twin, owner: "me" }).twin]).toEqual([undefined, undefined]);
    expect(told(actor({ masked: [] }), twin).twin).toBe(true);
    expect(JSON.stringify([rowFor(actor(), twin), rowFor(actor({ masked: [] }), twin)])).not.toContain(twin.sameAs);
  });

  it.each<[string, Maskable, boolean]>([
    ["call 050 123-45-67", "phone", true],
    ["\u200e+971 (50) 123.4567", "phone", true],
    ["اتصل ٠٥٠١٢٣٤٥٦٧", "phone", true],
    ["layla@example.com", "email", true],
    ["layla@example.com", "phone", false],
    ["2 rooms, 500000 AED, floor 12", "phone", false],
    ["2026-11-26", "phone", false],
    ["26/11/2026", "phone", false],
    ["05-01-2345", "phone", false],
    ["villa", "email", false],
  ])("a text of the workspace's own tells as much: %s", (text, field, kept) => {
    const of = row({ custom: { note: text, rooms: 1_234_567, likes: ["sea"] } });
    const custom = kept ? { note: KEPT, rooms: 1_234_567, likes: ["sea"] } : of.custom;
    expect(told(actor({ masked: [field] }), of).custom).toEqual(custom);
    expect(told(actor({ masked: [field] }), { ...of, owner: "me" }).custom).toEqual(of.custom);
    const entry = {
      id: of.id,
      at: 1,
      actor: null,
      data: { kind: "fields" as const, changes: [{ field: "custom:note", from: text, to: null }] },
    };
    expect(storyWithout([field], [entry])[0]?.data).toEqual({
      kind: "fields",
      changes: [{ field: "custom:note", from: kept ? KEPT : text, to: null }],
    });
  });

  it("what a lead is called tells no more: name, company, city and tags", () => {
    const of = row({ name: "Noor 050 999 12 34", company: "noor@home.example", city: "Dubai", tags: ["VIP", "0509991234"] });
    expect(told(actor({ masked: MASKABLE }), of)).toMatchObject({ name: "Noor •••", company: "•••", city: "Dubai", tags: ["VIP", "•••"] });
    expect(told(actor({ masked: ["email"] }), of)).toMatchObject({ name: of.name, company: "•••", tags: of.tags });
    expect(told(actor({ masked: MASKABLE }), { ...of, owner: "me" })).toMatchObject({ name: of.name, company: of.company, tags: of.tags });
  });

  it.each<[string, string]>([
    ["Visit on 26/11/2026, 4 pm", "Visit on 26/11/2026, 4 pm"],
    ["From 26.11.2026 - 30.11.2026", "From 26.11.2026 - 30.11.2026"],
    ["On 2026-11-26 10:30", "On 2026-11-26 10:30"],
    ["في ٢٦/١١/٢٠٢٦", "في ٢٦/١١/٢٠٢٦"],
    ["Open 24/7, 1,500,000 AED", "Open 24/7, 1,500,000 AED"],
    ["26/11/2026 050 123 4567", KEPT],
    ["05/01/2345", KEPT],
    ["26/11/20261", KEPT],
    ["20261126", KEPT],
  ])("a day is no telephone: %s", (text, told) => {
    expect([textWithout(["phone"], text), openWords(text)]).toEqual([told, openWords(told)]);
  });

  it("a long text without an address is looked through once", () => {
    const text = "a".repeat(200_000);
    const begun = performance.now();
    expect(textWithout(MASKABLE, `${text}@`)).toBe(`${text}@`);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it("no option is called so that it could be taken for one", () => {
    const option = (id: string) => ({ id: "budget", name: "Budget", type: "choice", filterable: false, options: [{ id, name: "To" }] });
    const ids = ["over_2m", "1_000_000", "500000", "1000000", "0501234567", "50-123-45-67"];
    expect(ids.map((id) => v.is(fieldsSetup, [option(id)]))).toEqual([true, true, true, false, false, false]);
  });

  it("owners and admins are kept from nothing, support sees what an auditor sees", () => {
    const all = { phone: ["manager", "agent", "auditor"], email: ["auditor"] } as const;
    const masked = actorRole.options.map((role) => [role, masksFor(role, { phone: [...all.phone], email: [...all.email] }).join()]);
    expect(Object.fromEntries(masked)).toEqual({
      owner: "",
      admin: "",
      manager: "phone",
      agent: "phone",
      auditor: "phone,email",
      support: "phone,email",
      support_edit: "phone,email",
    });
    expect(masksFor("agent", undefined)).toEqual([]);
  });

  it("two people of one role share a frame only where nothing is kept from them", () => {
    const other = (masked: readonly Maskable[], person: string) => visibilityClass(actor({ role: "auditor", masked, person }));
    expect(other([], "a")).toBe(other([], "b"));
    expect(other(["phone"], "a")).not.toBe(other(["phone"], "b"));
    expect(other(["phone"], "a")).not.toBe(other([], "a"));
  });

  it.each<[string, Partial<Answer>, Maskable, boolean]>([
    ["the phone's own question", { type: "PHONE", values: ["+971501234567"] }, "phone", true],
    ["a second one", { type: "WHATSAPP_NUMBER", values: ["0501234567"] }, "phone", true],
    ["a key of an unknown form", { key: "phone_number", values: ["call me"] }, "phone", true],
    ["the address's question where the phone is kept", { type: "EMAIL", values: ["a@b.co"] }, "phone", false],
    ["the address's question", { type: "WORK_EMAIL", values: ["a@b.co"] }, "email", true],
    ["a number typed into another question", { type: "CUSTOM", key: "when", values: ["ring 050 123-4567 at six"] }, "phone", true],
    ["in Arabic digits", { type: "CUSTOM", key: "when", values: ["اتصل ٠٥٠١٢٣٤٥٦٧"] }, "phone", true],
    ["an address typed into another question", { type: "CUSTOM", key: "when", values: ["write to a@b.co"] }, "email", true],
    ["a price", { type: "CUSTOM", key: "budget", values: ["500000 to 900000"] }, "email", false],
    ["a day", { type: "CUSTOM", key: "move", values: ["2026-11-26"] }, "phone", false],
    ["a short number", { type: "CUSTOM", key: "rooms", values: ["3 or 4"] }, "phone", false],
    ["a choice's words", { type: "CUSTOM", key: "villa", values: ["v"], shown: ["Call +97150 1234567"] }, "phone", true],
  ])("%s", (_, over, field, kept) => {
    const [told] = answersWithout([field], [answer(over)]);
    expect(told?.masked ?? false).toBe(kept);
    if (kept) expect([told?.values, told?.shown]).toEqual([[], []]);
    else expect(told).toEqual(answer(over));
  });

  property.prop([fc.constantFrom<Maskable[]>([], ["phone"], ["email"], ["phone", "email"]), fc.constantFrom("me", "other", null)])(
    "no text of what is kept leaves in a row, whoever owns it",
    (masked, owner) => {
      const reader = actor({ masked });
      const text = JSON.stringify(rowFor(reader, row({ owner })));
      const kept = maskedFor(reader, { owner });
      expect(text.includes("+971501234567")).toBe(!kept.includes("phone"));
      expect(text.includes("layla@example.com")).toBe(!kept.includes("email"));
    },
  );
});
