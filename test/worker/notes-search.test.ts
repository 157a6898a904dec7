import { fc } from "@fast-check/vitest";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { noteWords } from "../../domain/search.ts";
import type { Found } from "../../domain/listing.ts";
import { type Hand, handOf } from "../support/commands.ts";
import { HOUR, plannerOf } from "../support/followups.ts";
import { personIn, plantLead } from "../support/leads.ts";
import { foundByNote, note, plantStory, rewrite, searchedNotes, standingNotes, storyOf } from "../support/story.ts";
import { makeWorld } from "../support/world.ts";

const people = {
  sara: { role: "agent" as const },
  omar: { role: "agent" as const },
};

async function scene() {
  const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: true } });
  return { world, lead: await plantLead(world), sara: await handOf(world, "sara") };
}

describe("ST1, PV2: a lead is found by what was said in attempts, and by what follow-ups say", () => {
  const planned = async () => {
    const world = await makeWorld({ people, settings: { agentsSeeUnclaimed: true } });
    const lead = await plantLead(world);
    return { world, lead, sara: await plannerOf(world, "sara"), words: () => searchedNotes(world, lead.n) };
  };

  it("as long as the attempt stands, beside its notes, without telephones", async () => {
    const { lead, sara, words } = await planned();
    await note(sara, lead.id, "first");
    const mutation = uuidv7();
    await sara.attempt(lead.id, { mutation, text: "Asked for a Gärden, 050 123 4567" });
    expect([await words(), await foundByNote(lead.n, "garden")]).toEqual(["asked for a garden, first", true]);
    await sara.attempt(lead.id, { channel: "whatsapp" });
    await note(sara, lead.id, "last");
    expect(await words()).toBe("last asked for a garden, first");
    await sara.undo(mutation);
    expect([await words(), await foundByNote(lead.n, "garden")]).toEqual(["last first", false]);
    await note(sara, lead.id, "again");
    expect(await words()).toBe("again last first");
  });

  it("as a follow-up is set, moved, done and dropped, and undone", async () => {
    const { lead, sara, words } = await planned();
    const [set, moved] = [uuidv7(), uuidv7()];
    const { followUp } = await sara.set(lead.id, { mutation: set, note: "bring the brochure" });
    expect(await words()).toBe("bring the brochure");
    await sara.change(lead.id, followUp, "move", { mutation: moved, dueAt: Date.now() + HOUR, note: "bring the keys" });
    expect(await words()).toBe("bring the keys");
    await sara.undo(moved);
    expect(await words()).toBe("bring the brochure");
    await sara.change(lead.id, followUp, "done", { version: 3 });
    await note(sara, lead.id, "came");
    expect((await words()).split(" ").toSorted()).toEqual(["bring", "brochure", "came", "the"]);
    await sara.set(lead.id);
    const gone = uuidv7();
    await sara.set(lead.id, { mutation: gone, note: "never mind" });
    expect(await words()).toContain("never mind");
    await sara.undo(gone);
    expect(await words()).not.toContain("never");
  });

  it("of nobody else's lead: whoever does not see it finds it by none of them", async () => {
    const world = await makeWorld({ people });
    const lead = await plantLead(world, { owner: personIn(world, "sara") });
    const [sara, omar] = [await handOf(world, "sara"), await handOf(world, "omar")];
    await sara.attempt(lead.id, { text: "wants a penthouse" });
    const found = async (hand: Hand) => JSON.parse((await hand.send("GET", "search?q=penthouse")).text) as Found;
    expect((await found(sara)).rows.map(({ id }) => id)).toEqual([lead.id]);
    expect((await found(sara)).matched).toEqual({ [lead.id]: ["notes"] });
    expect((await found(omar)).rows).toEqual([]);
  });
});

describe("ST1, PV2: a lead is found by the words of its notes", () => {
  it("as they stand: not by what was rewritten, withdrawn or undone, nor by a telephone or an address", async () => {
    const { world, lead, sara } = await scene();
    const found = async () => {
      const words = ["garden", "موقف", "pool", "0501234567", "1234", "layla", "example"];
      const hits = await Promise.all(words.map(async (word) => ((await foundByNote(lead.n, word)) ? [word] : [])));
      return hits.flat();
    };
    await note(sara, lead.id, "Wants a Gärden and a مَوْقِف, 050 123 4567 or layla@example.com");
    expect(await found()).toEqual(["garden", "موقف"]);
    const of = (await storyOf(world, lead.id))[0]?.id ?? "";
    const [rewritten, withdrawn] = [uuidv7(), uuidv7()];
    await rewrite(sara, lead.id, of, "Wants a pool", { mutation: rewritten });
    expect(await found()).toEqual(["pool"]);
    await sara.undo(rewritten);
    expect(await found()).toEqual(["garden", "موقف"]);
    await rewrite(sara, lead.id, of, null, { mutation: withdrawn });
    expect(await found()).toEqual([]);
    await sara.undo(withdrawn);
    expect(await found()).toEqual(["garden", "موقف"]);
    const added = uuidv7();
    await note(sara, lead.id, "pool", { mutation: added });
    expect([await found(), await searchedNotes(world, lead.n)]).toEqual([["garden", "موقف", "pool"], "pool wants a garden and a موقف, or"]);
    await sara.undo(added);
    expect(await found()).toEqual(["garden", "موقف"]);
  });

  it("of many and long notes the newest ones, whichever of them changes", async () => {
    const { world, lead, sara } = await scene();
    const long = (word: string) => `${word} `.repeat(800).trim();
    const ids = await plantStory(
      world,
      lead.id,
      Array.from({ length: 40 }, (_, n) => ({ kind: "note" as const, text: long(`w${n}`), mentions: [] })),
    );
    await note(sara, lead.id, "newest");
    const words = await searchedNotes(world, lead.n);
    expect(words).toBe(noteWords((await standingNotes(world, lead.id)).toReversed()));
    expect([words.length > 19_900, words.length <= 20_000, words.startsWith("newest w39 w39")]).toEqual([true, true, true]);
    // One that is too old to be searched is in the story all the same, and can be found to be nobody's.
    expect((await rewrite(sara, lead.id, ids[0] ?? "", "oldest")).status).toBe(403);
    await note(sara, lead.id, "next");
    expect((await searchedNotes(world, lead.n)).startsWith("next newest w39")).toBe(true);
  });

  it("after whatever two people did with their notes, once or twice over, the words are those of the notes that stand", async () => {
    const act = fc.record({
      kind: fc.constantFrom("note", "note", "rewrite", "withdraw", "undo"),
      who: fc.constantFrom("sara", "omar"),
      pick: fc.nat({ max: 50 }),
      text: fc.constantFrom("villa", "pool 0501234567", "garden", "a@b.example", "٣ rooms"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
        const { world, lead, sara } = await scene();
        const hands = { sara, omar: await handOf(world, "omar") };
        const done: Record<string, string[]> = { sara: [], omar: [] };
        for (const { kind, who, pick, text } of acts) {
          const hand = hands[who as keyof typeof hands];
          const mutation = uuidv7();
          const notes = (await storyOf(world, lead.id)).filter((one) => one.data.kind === "note" && one.actor === personIn(world, who));
          const of = notes[pick % Math.max(1, notes.length)]?.id ?? uuidv7();
          if (kind === "note") await note(hand, lead.id, text, { mutation });
          else if (kind === "undo") await hand.undo(done[who]?.at(-1 - (pick % 3)) ?? uuidv7());
          else await rewrite(hand, lead.id, of, kind === "rewrite" ? text : null, { mutation });
          if (kind !== "undo") done[who]?.push(mutation);
        }
        expect(await searchedNotes(world, lead.n)).toBe(noteWords((await standingNotes(world, lead.id)).toReversed()));
      }),
      { numRuns: 8 },
    );
  });
});
