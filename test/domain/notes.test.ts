import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { fold } from "../../domain/name.ts";
import { noteWords } from "../../domain/search.ts";
import { type Note, notesOf, storyWithout, type TimelineData, type TimelineEntry } from "../../domain/story.ts";

const id = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const entry = (n: number, data: TimelineData, actor = "sara"): TimelineEntry => ({ id: id(n), at: n * 10, actor, data });
const note = (n: number, text: string, mentions: string[] = []) => entry(n, { kind: "note", text, mentions });
const rewritten = (n: number, of: number, text: string, mentions: string[] = []) =>
  entry(n, { kind: "rewritten", of: id(of), text, mentions });
const withdrawn = (n: number, of: number) => entry(n, { kind: "withdrawn", of: id(of) });
const of = (entries: readonly TimelineEntry[]) => [...notesOf(entries).values()];

describe("ST1: what a story's notes read like now", () => {
  it.each<[string, TimelineEntry[], Partial<Note>]>([
    ["as it was written", [note(1, "a", ["omar"])], { text: "a", mentions: ["omar"], edits: [], withdrawn: false, since: 10, by: "sara" }],
    ["rewritten", [note(1, "a", ["omar"]), rewritten(2, 1, "b")], { text: "b", mentions: [], edits: [{ text: "a", at: 10 }], since: 20 }],
    [
      "rewritten twice",
      [note(1, "a"), rewritten(2, 1, "b"), rewritten(3, 1, "c")],
      {
        text: "c",
        edits: [
          { text: "a", at: 10 },
          { text: "b", at: 20 },
        ],
        since: 30,
      },
    ],
    ["rewritten to the same with other people named", [note(1, "a"), rewritten(2, 1, "a", ["omar"])], { mentions: ["omar"], edits: [] }],
    ["taken back", [note(1, "a"), withdrawn(2, 1)], { text: "a", edits: [], withdrawn: true }],
    [
      "taken back and put back",
      [note(1, "a"), withdrawn(2, 1), rewritten(3, 1, "a")],
      { text: "a", edits: [], withdrawn: false, since: 10 },
    ],
    [
      "taken back and written anew",
      [note(1, "a"), withdrawn(2, 1), rewritten(3, 1, "b")],
      { text: "b", withdrawn: false, edits: [{ text: "a", at: 10 }] },
    ],
  ])("%s", (_, entries, expected) => {
    expect(of(entries)).toEqual([expect.objectContaining({ id: id(1), at: 10, ...expected })]);
  });

  it("an attempt that is withdrawn, and what is told of a note on an older page, are no notes", () => {
    const attempt = entry(1, { kind: "attempt", channel: "phone", outcome: "reached", text: "a" });
    expect(of([attempt, withdrawn(2, 1), rewritten(3, 9, "b"), withdrawn(4, 9)])).toEqual([]);
  });

  const act = fc.record({ kind: fc.constantFrom("note", "rewrite", "withdraw"), pick: fc.nat(), text: fc.constantFrom("a", "b", "c") });

  property.prop([fc.array(act, { maxLength: 30 }), fc.integer()])(
    "however it comes: in any order and twice over, no text that was ever written is lost and the last word counts",
    (acts, seed) => {
      const entries: TimelineEntry[] = [];
      const model = new Map<number, { texts: string[]; stands: boolean }>();
      for (const [at, { kind, pick, text }] of acts.entries()) {
        const known = [...model.keys()];
        const target = known[pick % Math.max(1, known.length)];
        if (kind === "note" || target === undefined) {
          entries.push(note(at, text));
          model.set(at, { texts: [text], stands: true });
          continue;
        }
        entries.push(kind === "rewrite" ? rewritten(at, target, text) : withdrawn(at, target));
        const one = model.get(target);
        if (one === undefined) continue;
        one.stands = kind === "rewrite";
        if (kind === "rewrite" && one.texts.at(-1) !== text) one.texts.push(text);
      }
      const told = of(mixed([...entries, ...entries], seed));
      const read = told.map((one) => [one.id, [...one.edits.map((edit) => edit.text), one.text], !one.withdrawn]);
      expect(read).toEqual([...model].map(([at, { texts, stands }]) => [id(at), texts, stands]));
      for (const one of told)
        expect([...one.edits.map((edit) => edit.at), one.since]).toEqual(
          [...one.edits.map((edit) => edit.at), one.since].sort((a, b) => a - b),
        );
    },
  );
});

/** Another order for each seed. */
function mixed(entries: readonly TimelineEntry[], seed: number): TimelineEntry[] {
  const place = (n: number) => Math.imul(n + 1, seed | 1) >>> 0;
  return [...entries.keys()].sort((a, b) => place(a) - place(b)).flatMap((n) => entries[n] ?? []);
}

/** However a telephone is written into a text. */
const TELEPHONES = [
  "0501234567",
  "+971 50 123 4567",
  "050-123-4567",
  "050–123–4567",
  "050‑123‑4567",
  "(050) 123.45.67",
  "\u202a+971\u200b50\u200b123\u200b4567\u202c",
  "٠٥٠١٢٣٤٥٦٧",
];
const ADDRESSES = ["layla@example.com", "Layla.Haddad+villas@mail.example.ae"];

describe("PV2: what is kept from a reader, in texts that people wrote", () => {
  it.each(TELEPHONES)("a telephone written %s is read by nobody it is kept from", (telephone) => {
    const [told] = storyWithout(["phone"], [note(1, `Ring ${telephone} at 18:30, budget 900000`)]);
    expect(told?.data).toMatchObject({ text: expect.stringMatching(/^Ring \D*•••\D* at 18:30, budget 900000$/) });
  });

  it.each([
    ["a note", note(1, "0501234567")],
    ["a note that was rewritten", rewritten(2, 1, "0501234567")],
    ["an attempt", entry(1, { kind: "attempt", channel: "phone", outcome: "reached", text: "0501234567" })],
    ["why they are not contacted", entry(1, { kind: "no_contact", channels: ["phone"], on: true, source: "call", note: "0501234567" })],
    ["a follow-up", entry(1, { kind: "follow_up", followUp: id(9), act: "set", way: "call", due: 1, note: "0501234567" })],
    ["an edited field", entry(1, { kind: "fields", changes: [{ field: "phone", from: "0501234567", to: null }] })],
  ])("it stands in no part of the story: %s", (_, one) => {
    expect(JSON.stringify(storyWithout(["phone"], [one]))).not.toMatch(/123/);
    expect(storyWithout([], [one])).toEqual([one]);
  });
});

describe("PV2: words of notes that a lead is found by", () => {
  it("are folded, the newest note first", () => {
    expect(noteWords(["Café  VILLA", "أحمد إلى المكتبة"])).toBe("cafe villa احمد الي المكتبه");
  });

  it.each([...TELEPHONES, ...ADDRESSES, "⁰⁵⁰¹²³⁴⁵⁶⁷", "layla＠example.com"])("hold no telephone and no address: %s", (kept) => {
    expect(noteWords([`before ${kept} after`])).toMatch(/^before\W+after$/);
  });

  it("keep shorter numbers", () => {
    expect(noteWords(["Floor 12, unit 3405, 900000 AED"])).toBe("floor 12, unit 3405, 900000 aed");
  });

  // Of up to 6,000 letters, so that few of them fill the room there is.
  const text = fc
    .tuple(fc.string({ unit: fc.constantFrom("a", "b", " ", "é", "أ", "1", "@"), minLength: 1, maxLength: 30 }), fc.nat({ max: 200 }))
    .map(([words, times]) => words.repeat(times));
  property.prop([fc.array(text, { maxLength: 12 })])("as many whole words as there is room for, of the newest notes", (notes) => {
    const words = noteWords(notes);
    const whole = notes
      .map((one) => noteWords([one]))
      .filter((one) => one !== "")
      .join(" ");
    expect([words.length <= 20_000, whole.startsWith(words), fold(words)]).toEqual([true, true, words]);
    if (words === whole) return;
    const next = whole.indexOf(" ", words.length + 1);
    expect([words === "" || whole[words.length] === " ", (next === -1 ? whole.length : next) > 20_000]).toEqual([true, true]);
  });
});
