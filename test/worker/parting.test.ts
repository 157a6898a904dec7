import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import * as tables from "../../worker/store/schema/workspace.ts";
import { archive, checkFound, edit, identitiesOf, plantFound, storyOf } from "../support/edits.ts";
import { checkFollowUps, followUpById, HOUR } from "../support/followups.ts";
import { leadById, personIn } from "../support/leads.ts";
import { found, merge, scene, worked } from "../support/merging.ts";
import { auditOf, checkKept, stateOf } from "../support/records.ts";
import { shard, type World } from "../support/world.ts";

/** What has to be as it was: all but versions, what tells that something happened, and the order of what is a set. */
async function told(world: World) {
  const { lead, timeline, submission, follow_up, lead_project, lead_value, identity, lead_search } = await stateOf(world);
  const without = (rows: unknown[] = [], ...fields: string[]) =>
    rows
      .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row as object).filter(([name]) => !fields.includes(name)))))
      .toSorted();
  const entries = (timeline ?? []).filter((row) => !/"kind":"(merged|fields|no_contact)"/.test((row as { data: string }).data));
  return {
    lead: without(lead, "version", "last_activity_at"),
    timeline: without(entries),
    submission: without(submission),
    followUp: without(follow_up, "version"),
    project: without(lead_project),
    value: without(lead_value),
    identity: without(identity),
    search: without(lead_search),
  };
}

describe("ED1, LM1: undone, the two are apart again", () => {
  it("each with what was its own", async () => {
    const { world, first, second, hand } = await worked();
    const before = await told(world);
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    const undone = await hand.undo(mutation);
    expect(undone.status).toBe(200);
    expect(await told(world)).toEqual(before);
    await checkKept(world);
    await checkFound(world);
    await checkFollowUps(world);
    expect((await auditOf(world)).slice(-2).map(({ record }) => [record.act, record.subject])).toEqual([
      ["lead.undone", first.id],
      ["lead.parted", second.id],
    ]);
    expect((await storyOf(second.id)).at(-1)?.data).toEqual({ kind: "merged", went: true, on: false });
    const merged = (await storyOf(first.id)).filter(({ data }) => data.kind === "merged");
    expect(merged.at(-1)?.data).toEqual({ kind: "merged", name: "L. Haddad", went: false, on: false });
  });

  it("an archived one is archived again", async () => {
    const { first, second, hand } = await scene();
    await archive(hand, second.id);
    const { archivedAt } = await leadById(second.id);
    const mutation = uuidv7();
    expect((await merge(hand, first.id, second.id, mutation)).status).toBe(200);
    await hand.undo(mutation);
    expect(await leadById(second.id)).toMatchObject({ archivedAt, mergedInto: null });
  });

  it("what was done with the one since stays with it, and what was said of the other's goes with that", async () => {
    const { world, first, second, hand, sara, followUp } = await worked();
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    await sara.attempt(first.id, { outcome: "reached" });
    await sara.change(first.id, followUp, "done");
    const [note] = (await storyOf(first.id)).filter(({ data }) => data.kind === "note");
    await sara.send("PUT", `leads/${first.id}/notes/${note?.id}`, JSON.stringify({ mutation: uuidv7(), text: "Wants a canal villa" }));
    expect((await hand.undo(mutation)).status).toBe(200);
    const kinds = async (lead: string) => (await storyOf(lead)).map(({ data }) => data.kind);
    expect(await kinds(first.id)).toEqual(["submission", "fields", "merged", "attempt", "fields", "merged"]);
    expect((await kinds(second.id)).filter((kind) => kind === "rewritten" || kind === "follow_up")).toEqual([
      "follow_up",
      "follow_up",
      "rewritten",
    ]);
    expect(await followUpById(world, followUp)).toMatchObject({ lead: second.id, state: "done" });
    expect([await found(hand, "lagoon"), await found(hand, "canal")]).toEqual([[], [second.id]]);
    expect((await leadById(first.id)).firstAttemptAt).not.toBeNull();
    await checkFollowUps(world);
  });

  it("refused where somebody changed since what it filled", async () => {
    const { first, second, hand, sara } = await scene();
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    await edit(sara, first.id, { company: "Red Sea" });
    expect((await hand.undo(mutation)).status).toBe(409);
    expect((await leadById(second.id)).mergedInto).toBe(first.id);
  });

  it("an archiving from before it is not undone beneath it", async () => {
    const { first, second, hand } = await scene();
    const away = uuidv7();
    await archive(hand, second.id, true, { mutation: away });
    await merge(hand, first.id, second.id);
    expect((await hand.undo(away)).status).toBe(409);
    expect((await leadById(second.id)).archivedAt).not.toBeNull();
  });
});

describe("LM1: whatever was done in between, each is what it was", () => {
  const stopped = async (lead: string) => {
    const { firstAttemptAt, reachedAt } = await leadById(lead);
    return [firstAttemptAt, reachedAt];
  };
  const claimants = async (world: World, value: string) =>
    (
      await shard
        .select()
        .from(tables.identity)
        .where(and(eq(tables.identity.workspaceId, world.id), eq(tables.identity.value, value)))
    )
      .filter(({ claims }) => claims)
      .map(({ lead }) => lead);

  it("apart again, each is known by what it was, and what either shared is claimed by one", async () => {
    const { world, first, second, hand, sara } = await scene();
    const mutation = uuidv7();
    await merge(hand, second.id, first.id, mutation);
    await sara.undo(mutation);
    await hand.undo(mutation);
    expect([await identitiesOf(first.id), await identitiesOf(second.id)]).toEqual([
      ["phone +971501234567 claims"],
      ["email work@example.com claims", "phone +971501234567"],
    ]);
    expect(await claimants(world, "+971501234567")).toEqual([first.id]);
  });

  it("tries that were taken back in the one stop no clock of either", async () => {
    const { first, second, hand, sara } = await scene();
    const [one, two, mutation] = [uuidv7(), uuidv7(), uuidv7()];
    await sara.attempt(first.id, { outcome: "reached", mutation: one });
    await sara.attempt(second.id, { outcome: "reached", mutation: two });
    await merge(hand, first.id, second.id, mutation);
    for (const { id, data } of await storyOf(first.id))
      if (data.kind === "attempt")
        await sara.send("POST", `leads/${first.id}/attempts/${id}/withdraw`, JSON.stringify({ mutation: uuidv7() }));
    expect((await hand.undo(mutation)).status).toBe(200);
    expect([await stopped(first.id), await stopped(second.id)]).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("a try from before its form stays no answer to it, whatever is logged and taken back since", async () => {
    const { world, first, second, hand, sara } = await scene();
    const old = uuidv7();
    await shard.insert(tables.timeline).values({
      workspaceId: world.id,
      lead: first.id,
      id: old,
      at: first.submittedAt + 60_000,
      actor: personIn(world, "sara"),
      data: { kind: "attempt", channel: "phone", outcome: "reached" },
    });
    await merge(hand, second.id, first.id);
    const logged = uuidv7();
    await sara.attempt(second.id, { mutation: logged });
    await sara.undo(logged);
    expect(await stopped(second.id)).toEqual([null, null]);
    const withdrawn = uuidv7();
    expect((await sara.send("POST", `leads/${second.id}/attempts/${old}/withdraw`, JSON.stringify({ mutation: withdrawn }))).status).toBe(
      200,
    );
    expect((await sara.undo(withdrawn)).status).toBe(200);
    expect(await stopped(second.id)).toEqual([null, null]);
  });

  it("ST1: a note that was taken back in the one is put back only where it is, and finds nothing meanwhile", async () => {
    const { first, second, hand, sara } = await scene();
    await sara.send("POST", `leads/${second.id}/notes`, JSON.stringify({ mutation: uuidv7(), text: "Wants a lagoon villa" }));
    const [mutation, withdrawn] = [uuidv7(), uuidv7()];
    await merge(hand, first.id, second.id, mutation);
    const note = (await storyOf(first.id)).find(({ data }) => data.kind === "note")?.id ?? "";
    await sara.send("PUT", `leads/${first.id}/notes/${note}`, JSON.stringify({ mutation: withdrawn, text: null }));
    await hand.undo(mutation);
    expect(await found(hand, "lagoon")).toEqual([]);
    expect((await sara.undo(withdrawn)).status).toBe(409);
    expect((await storyOf(first.id)).map(({ data }) => data.kind)).not.toContain("rewritten");
  });

  it("ST1: each is found by its own notes again, however much the other says", async () => {
    const { first, second, hand, sara } = await scene();
    const write = (lead: string, text: string) => sara.send("POST", `leads/${lead}/notes`, JSON.stringify({ mutation: uuidv7(), text }));
    await write(first.id, "Wants a garden");
    for (let n = 0; n < 9; n++) await write(second.id, `${"word ".repeat(950)}${n}`);
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    await hand.undo(mutation);
    expect([await found(hand, "garden"), await found(hand, "word 8")]).toEqual([[first.id], [second.id]]);
  });

  it("FU1: what a repeating follow-up was followed by goes with it", async () => {
    const { world, first, second, hand, sara } = await scene();
    const { followUp } = await sara.set(second.id, { repeats: { every: 1, unit: "week" } });
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    await sara.change(first.id, followUp, "done");
    await hand.undo(mutation);
    expect([(await leadById(first.id)).nextFollowUpAt, (await leadById(second.id)).nextFollowUpAt]).toEqual([null, expect.any(Number)]);
    await checkFollowUps(world);
  });

  it("FU1: the same planned for both stays with each", async () => {
    const { world, first, second, hand, sara } = await scene();
    const [dueAt, repeats, mutation] = [Date.now() + HOUR, { every: 1, unit: "week" }, uuidv7()];
    const [one, two] = [await sara.set(first.id, { dueAt, repeats }), await sara.set(second.id, { dueAt, repeats })];
    await merge(hand, first.id, second.id, mutation);
    await hand.undo(mutation);
    expect([(await followUpById(world, one.followUp))?.lead, (await followUpById(world, two.followUp))?.lead]).toEqual([
      first.id,
      second.id,
    ]);
  });

  it("LM1: in a chain each is found by what it was called and no other, whatever is written in between", async () => {
    const { world, first, second, hand, sara } = await scene();
    const third = await plantFound(world, {
      name: "Zeina Nasser",
      phone: null,
      email: null,
      owner: personIn(world, "sara"),
      team: "north",
    });
    const write = (lead: string) => sara.send("POST", `leads/${lead}/notes`, JSON.stringify({ mutation: uuidv7(), text: "Asked again" }));
    await merge(hand, first.id, third.id);
    const mutation = uuidv7();
    await merge(hand, second.id, first.id, mutation);
    await write(second.id);
    expect([await found(hand, "zeina"), await found(hand, "layla")]).toEqual([[second.id], [second.id]]);
    await hand.undo(mutation);
    expect([await found(hand, "zeina"), await found(hand, "layla")]).toEqual([[first.id], [first.id]]);
    expect((await leadById(second.id)).alsoCalled).toEqual([]);
  });
});
