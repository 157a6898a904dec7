import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { normaliseAnswers, normaliseConsents, type Question } from "../../domain/answers.ts";
import { isTestLead } from "../../domain/testlead.ts";

const question = (key: string, type: string, over: Partial<Question> = {}): Question => ({ key, type, label: key, options: [], ...over });

describe("normaliseAnswers", () => {
  it("takes name, phone and email by the form's question types, whatever the keys are", () => {
    const read = normaliseAnswers(
      [
        { name: "nome", values: ["Zoë Ødegård"] },
        { name: "tel", values: ["050 123 4567"] },
        { name: "correio", values: ["Zoe@Example.com"] },
      ],
      [question("nome", "FULL_NAME"), question("tel", "PHONE"), question("correio", "EMAIL")],
      "AE",
    );
    expect(read).toMatchObject({ name: "Zoë Ødegård", phone: "+971501234567", email: "zoe@example.com" });
    expect(read.identities).toHaveLength(2);
  });

  it("takes them by key where the form is unknown, in Arabic too", () => {
    const read = normaliseAnswers(
      [
        { name: "full_name", values: ["ليلى حداد"] },
        { name: "رقم_الهاتف", values: ["٠٥٠١٢٣٤٥٦٧"] },
      ],
      [],
      "AE",
    );
    expect(read).toMatchObject({ name: "ليلى حداد", phone: "+971501234567" });
  });

  it("joins first and last name", () => {
    expect(
      normaliseAnswers(
        [
          { name: "last_name", values: ["Aziz"] },
          { name: "first_name", values: ["Omar"] },
        ],
        [],
        "AE",
      ).name,
    ).toBe("Omar Aziz");
  });

  it("keeps an answer without values, and shows labels for chosen options", () => {
    const when = question("when?", "CUSTOM", { label: "When do you want to buy?", options: [{ key: "now", value: "Right now" }] });
    const read = normaliseAnswers([{ name: "inbox_url" }, { name: "when?", values: ["now", "other"] }], [when], "AE");
    expect(read.answers).toEqual([
      { key: "inbox_url", label: "Inbox url", type: null, values: [], shown: [] },
      { key: "when?", label: "When do you want to buy?", type: "CUSTOM", values: ["now", "other"], shown: ["Right now", "other"] },
    ]);
  });

  it("keeps what is no phone as it was typed and gives it no identity", () => {
    const read = normaliseAnswers([{ name: "phone_number", values: ["call my office"] }], [], "AE");
    expect([read.phone, read.identities]).toEqual(["call my office", []]);
  });

  it("knows Meta's test leads", () => {
    expect(isTestLead([{ name: "full_name", values: ["<test lead: dummy data for full_name>"] }])).toBe(true);
    expect(isTestLead([{ name: "email", values: ["test@meta.com"] }])).toBe(true);
    expect(isTestLead([{ name: "email", values: ["sara@meta.com"] }, { name: "x" }])).toBe(false);
  });

  it.each<[string, Parameters<typeof normaliseAnswers>[0]]>([
    ["values", [{ name: "message", values: Array.from({ length: 3_000 }, () => "م".repeat(5_000)) }]],
    ["answers", Array.from({ length: 4_000 }, (_, n) => ({ name: `question_${n}`, values: ["y".repeat(5_000)] }))],
    ["keys", Array.from({ length: 200 }, (_, n) => ({ name: `${n}${"k".repeat(90_000)}`, values: ["yes"] }))],
    ["marks that are written as six", Array.from({ length: 200 }, (_, n) => ({ name: `q${n}`, values: ["\ud800".repeat(4_000)] }))],
  ])("keeps so much of a flood of %s as a row of the database takes", (_what, raw) => {
    const person = [{ name: "full_name", values: ["Omar Aziz"] }];
    const read = normaliseAnswers([...person, ...raw], [], "AE");
    expect(new TextEncoder().encode(JSON.stringify(read.answers)).length).toBeLessThan(1_000_000);
    expect(read.name).toBe("Omar Aziz");
  });

  it("keeps a short answer that comes after one there is no room for", () => {
    const long = (name: string) => ({ name, values: Array.from({ length: 100 }, () => "x".repeat(900)) });
    const read = normaliseAnswers([long("a"), long("b"), { name: "email", values: ["omar@example.com"] }], [], "AE");
    expect([read.answers.map((one) => one.key), read.email]).toEqual([["a", "email"], "omar@example.com"]);
  });

  it("looks for nobody under more than five numbers and five addresses", () => {
    const count = Array.from({ length: 90 }, (_, n) => n);
    const read = normaliseAnswers(
      [
        { name: "phone", values: count.map((n) => `+9715010000${10 + n}`) },
        { name: "email", values: count.map((n) => `omar${n}@example.com`) },
      ],
      [],
      "AE",
    );
    expect(read.identities.map((one) => one.kind)).toEqual([...Array<string>(5).fill("phone"), ...Array<string>(5).fill("email")]);
  });

  it("reads consent boxes however Meta writes a tick", () => {
    const boxes = [
      ["1", true],
      ["", false],
      [true, true],
      [false, false],
      [1, true],
      [null, false],
      [undefined, false],
    ] as const;
    const read = normaliseConsents(
      boxes.map(([is_checked], n) => ({ checkbox_key: `box${n}`, is_checked })),
      [{ key: "box0", text: "Call me" }],
    );
    expect(read.map((box) => box.given)).toEqual(boxes.map(([, given]) => given));
    expect(read[0]?.label).toBe("Call me");
  });

  const rawAnswer = fc.record({ name: fc.string(), values: fc.option(fc.array(fc.string()), { nil: undefined }) });
  property.prop([fc.array(rawAnswer)])("never throws and keeps every answer of a form", (raw) => {
    expect(normaliseAnswers(raw, [], "AE").answers).toHaveLength(raw.length);
  });
});
