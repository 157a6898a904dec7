import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it, vi } from "vitest";
import type { TimelineData, TimelineEntry } from "../../domain/story.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createStory } from "../../web/store/floor/story.ts";
import { held, uuidOf } from "./support.ts";

const LEAD = uuidOf(1);
const entry = (n: number, data: TimelineData = { kind: "created" }): TimelineEntry => ({ id: uuidOf(n), at: n, actor: "me", data });
/** The newest first, as they are told. */
const entries = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => entry(from - i));
const ids = (list: readonly TimelineEntry[]) => list.map(({ at }) => at);
const read = (timeline: readonly TimelineEntry[], more = false, masked?: ("phone" | "email")[]) => ({
  timeline: [...timeline],
  more,
  row: { masked },
});
const never = () => Promise.reject(new ApiFailure("internal"));

describe("a lead's story as it is read (ST1)", () => {
  it("adds older pages behind what was read, and new entries before it", async () => {
    const story = createStory({ story: async () => ({ entries: entries(6, 4), more: true }) }, LEAD);
    story.read(read(entries(9, 7), true));
    expect(story.more()).toBe(true);
    await story.earlier();
    expect(ids(story.entries())).toEqual([9, 8, 7, 6, 5, 4]);
    // Two more happened: the newest page is of three again, and nothing between is lost.
    story.read(read(entries(11, 9), true));
    expect(ids(story.entries())).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
    expect(story.more()).toBe(true);
  });

  it("starts again where more happened than one reading tells: nothing is left out unseen", async () => {
    const story = createStory({ story: async () => ({ entries: entries(3, 1), more: false }) }, LEAD);
    story.read(read(entries(6, 4), true));
    await story.earlier();
    expect(story.more()).toBe(false);
    story.read(read(entries(20, 18), true));
    expect(ids(story.entries())).toEqual([20, 19, 18]);
    expect(story.more()).toBe(true);
  });

  it("does not put a page that was on its way behind a story that started again", async () => {
    const answer = held<{ entries: TimelineEntry[]; more: boolean }>();
    const story = createStory({ story: () => answer.promise }, LEAD);
    story.read(read(entries(6, 4), true));
    const asked = story.earlier();
    story.read(read(entries(20, 18), true));
    answer.give({ entries: entries(3, 1), more: false });
    await asked;
    expect(ids(story.entries())).toEqual([20, 19, 18]);
    expect(story.more()).toBe(true);
  });

  it("EV3: forgets everything of a lead that left one's sight, also what is still on its way", async () => {
    const answer = held<{ entries: TimelineEntry[]; more: boolean }>();
    const story = createStory({ story: () => answer.promise }, LEAD);
    story.read(read(entries(9, 7), true));
    const asked = story.earlier();
    story.read(undefined);
    answer.give({ entries: entries(6, 4), more: false });
    await asked;
    expect(story.entries()).toEqual([]);
    expect(story.loading()).toBe(false);
  });

  it("PV2: reads older pages again once what is kept from the reader changed", async () => {
    const story = createStory({ story: async () => ({ entries: entries(6, 4), more: false }) }, LEAD);
    story.read(read(entries(9, 7), true));
    await story.earlier();
    story.read(read(entries(9, 7), true, ["phone"]));
    expect(ids(story.entries())).toEqual([9, 8, 7]);
    expect(story.more()).toBe(true);
  });

  it("says why an older page could not be had, and asks once at a time", async () => {
    const ask = vi.fn(never);
    const story = createStory({ story: ask }, LEAD);
    story.read(read(entries(9, 7), true));
    await Promise.all([story.earlier(), story.earlier()]);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(story.failure()?.code).toBe("internal");
    expect(ids(story.entries())).toEqual([9, 8, 7]);
  });

  property.prop([
    fc.array(fc.oneof(fc.record({ add: fc.integer({ min: 0, max: 5 }) }), fc.constant("earlier" as const)), { maxLength: 20 }),
  ])("ends in an unbroken run of the newest entries, each once, whatever is added and read", async (steps) => {
    const PAGE = 3;
    let last = 2;
    const all = () => Array.from({ length: last }, (_, i) => entry(last - i));
    const page = (before: number) => {
      const older = all().filter(({ at }) => at < before);
      return { entries: older.slice(0, PAGE), more: older.length > PAGE };
    };
    const story = createStory({ story: async (_lead, before) => page(Number(before.slice(-12))) }, LEAD);
    const again = () => {
      const { entries: timeline, more } = page(Number.POSITIVE_INFINITY);
      story.read(read(timeline, more));
    };
    again();
    for (const step of steps) {
      if (step === "earlier") {
        if (story.more()) await story.earlier();
      } else {
        last += step.add;
        again();
      }
      const shown = ids(story.entries());
      expect(shown).toEqual(ids(all()).slice(0, shown.length));
      expect(story.more()).toBe(shown.length < last);
    }
  });
});
