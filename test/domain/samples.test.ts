import { describe, expect, it } from "vitest";
import { sampleLeads, SAMPLES } from "../../domain/samples/plan.ts";
import { DEFAULT_SETUP, type StageSetup } from "../../domain/setup.ts";

const NOW = Date.parse("2026-11-26T13:00:00Z");
const people = [
  { id: "sara", teams: ["north"] },
  { id: "omar", teams: [] },
];
const made = (over: Partial<Parameters<typeof sampleLeads>[0]> = {}) =>
  sampleLeads({ setup: DEFAULT_SETUP, people, language: "en", now: NOW, ...over });

describe("ST2: demo leads", () => {
  it("are people whom nobody is: numbers of Ofcom's range for stories, addresses of a domain that is nobody's", () => {
    const all = made();
    expect(all).toHaveLength(SAMPLES);
    for (const one of all) {
      expect(one.phone).toMatch(/^\+447700900\d{3}$/);
      expect(one.email).toMatch(/^[a-z.]+@example\.com$/);
    }
    for (const field of ["name", "phone", "email"] as const) expect(new Set(all.map((one) => one[field])).size).toBe(SAMPLES);
  });

  it("stand in all stages, with owners and without, with something to do before now and after, and a story that was until now", () => {
    const all = made();
    expect(new Set(all.map(({ stage }) => stage))).toEqual(new Set(["new", "contacted", "qualified", "visit", "won", "lost"]));
    expect(new Set(all.map(({ owner }) => owner))).toEqual(new Set(["sara", "omar", null]));
    const due = all.flatMap(({ followUp }) => (followUp === null ? [] : [followUp.dueAt < NOW]));
    expect(new Set(due)).toEqual(new Set([true, false]));
    for (const one of all) {
      const times = [one.submittedAt, ...one.story.map(({ at }) => at), NOW];
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(one.lastActivityAt).toBe(one.story.at(-1)?.at ?? one.submittedAt);
      expect(one.closedAt === null).toBe(one.stage !== "won" && one.stage !== "lost");
      expect(one.lostReason === null).toBe(one.stage !== "lost");
      if (one.owner === null) expect([one.story, one.followUp]).toEqual([[], null]);
    }
  });

  it("go by the workspace's own stages, also where it has one of each, and speak its reader's language", () => {
    const few: StageSetup[] = [
      { id: "in", name: "In", kind: "open" },
      { id: "old", name: "Old", kind: "open", retired: true },
      { id: "yes", name: "Yes", kind: "won" },
      { id: "no", name: "No", kind: "lost" },
    ];
    const all = made({ setup: { stages: few, lostReasons: [] }, language: "ar", people: [] });
    expect(new Set(all.map(({ stage }) => stage))).toEqual(new Set(["in", "yes", "no"]));
    expect(all.every(({ owner }) => owner === null)).toBe(true);
    expect(all[0]).toMatchObject({ name: "ليلى حداد", language: "ar" });
  });
});
