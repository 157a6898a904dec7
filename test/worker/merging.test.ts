import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { SAMPLE_SOURCE } from "../../domain/samples/plan.ts";
import { frameFor } from "../../party/frames.ts";
import { readSince } from "../../worker/store/log.ts";
import * as tables from "../../worker/store/schema/workspace.ts";
import { archive, checkFound, edit, identitiesOf, plantFound, storyOf } from "../support/edits.ts";
import { checkFollowUps, followUpById, plannerOf } from "../support/followups.ts";
import { leadById, personIn } from "../support/leads.ts";
import { detail, found, merge, people, scene, worked } from "../support/merging.ts";
import { auditOf, checkKept, contentsOf, stateOf } from "../support/records.ts";
import { takeForm } from "../support/submitting.ts";
import { makeWorld, shard } from "../support/world.ts";

describe("LM1: two leads that are one person become one", () => {
  it("what the one that stays has not is filled, and everything that was sent, said and planned is its own", async () => {
    const { world, first, second, project, hand, followUp } = await worked();
    const told = await merge(hand, first.id, second.id);
    expect([told.status, told.body.row?.id]).toEqual([200, first.id]);
    const [stays, goes] = [await leadById(first.id), await leadById(second.id)];
    expect(stays).toMatchObject({
      name: "Layla Haddad",
      phone: "+971501234567",
      email: "work@example.com",
      company: "Blue Sea",
      tags: ["sea view"],
      projects: [project],
      custom: { wish: "A garden" },
      sameAs: null,
      archivedAt: null,
      mergedInto: null,
      owner: personIn(world, "sara"),
    });
    expect(goes).toMatchObject({ mergedInto: first.id, nextFollowUpAt: null, againAt: null });
    expect(goes.archivedAt).toBeGreaterThan(0);
    expect(await followUpById(world, followUp)).toMatchObject({ lead: first.id, state: "open" });
    expect(stays.nextFollowUpAt).toBe((await followUpById(world, followUp))?.dueAt);
    // The try that stands answered the second form.
    expect([stays.firstAttemptAt, stays.reachedAt, stays.againAt]).toEqual([expect.any(Number), null, null]);
    const open = await detail(hand, first.id);
    expect(open.submissions).toHaveLength(2);
    expect(open.projects).toEqual([{ project, interest: "high", note: "Prefers the tower" }]);
    expect(open.timeline.map(({ data }) => data.kind).toSorted()).toEqual(
      ["attempt", "attempt", "fields", "follow_up", "merged", "note", "project", "submission", "submission", "withdrawn"].toSorted(),
    );
    expect((await storyOf(second.id)).map(({ data }) => data)).toEqual([{ kind: "merged", went: true, on: true }]);
    expect((await storyOf(first.id)).at(-1)?.data).toEqual({ kind: "merged", name: "L. Haddad", went: false, on: true });
    await checkKept(world);
    await checkFound(world);
    await checkFollowUps(world);
  });

  it("known by what both were known by: the next form of either is the one's", async () => {
    const { first, second, hand } = await scene();
    await merge(hand, first.id, second.id);
    expect(await identitiesOf(first.id)).toEqual(["email work@example.com claims", "phone +971501234567 claims"]);
    expect(await identitiesOf(second.id)).toEqual([]);
  });

  it("found by the notes of both, and only as the one", async () => {
    const { first, second, hand } = await worked();
    expect([await found(hand, "lagoon"), await found(hand, "brochure")]).toEqual([[second.id], [second.id]]);
    await merge(hand, first.id, second.id);
    for (const words of ["lagoon", "brochure", "rang out", "haddad", "blue sea"])
      expect([words, await found(hand, words)]).toEqual([words, [first.id]]);
  });

  it("the newer one may stay as well: a try from before its form answered another one", async () => {
    const { first, second, hand, sara, world } = await scene();
    await shard.insert(tables.timeline).values({
      workspaceId: world.id,
      lead: first.id,
      id: uuidv7(),
      at: first.submittedAt + 60_000,
      actor: personIn(world, "sara"),
      data: { kind: "attempt", channel: "phone", outcome: "reached" },
    });
    await merge(hand, second.id, first.id);
    expect(await leadById(second.id)).toMatchObject({ firstAttemptAt: null, reachedAt: null, name: "L. Haddad", mergedInto: null });
    const { timeline } = await detail(sara, second.id);
    expect(timeline.filter(({ data }) => data.kind === "attempt")).toHaveLength(1);
  });

  it("a form that nobody answered since makes the one wait for it", async () => {
    const { first, second, hand, sara } = await scene();
    await sara.attempt(first.id, { outcome: "reached", at: Date.now() - 90 * 60_000, sent: Date.now() });
    await merge(hand, first.id, second.id);
    expect((await leadById(first.id)).againAt).toBe(second.submittedAt);
  });

  it("EV3: one is taken from every screen, the other is sent anew; the log and the audit say so of both", async () => {
    const { world, first, second, hand } = await scene();
    const mutation = uuidv7();
    const seq = (await merge(hand, first.id, second.id, mutation)).body.position?.seq ?? 0;
    const actor = {
      ...{ person: personIn(world, "sara"), workspace: world.id, role: "agent" as const, teams: ["north"], rights: [] },
      ...{ agentsSeeUnclaimed: true, masked: [] },
    };
    const { upserts, removals } = frameFor(actor, await readSince(shard, world.id, seq - 2));
    expect([upserts.map(({ row }) => row.id), removals.map(({ id, why }) => [id, why])]).toEqual([[first.id], [[second.id, "archived"]]]);
    expect((await auditOf(world)).map(({ record, detail: said }) => [record.act, record.subject, said])).toEqual([
      ["lead.merged", first.id, { other: second.id, fields: ["email", "company", "tags"] }],
      ["lead.merged_into", second.id, { other: first.id }],
    ]);
  });

  it("sent twice it happens once, and nothing is done with the one that went", async () => {
    const { world, first, second, hand } = await worked();
    const mutation = uuidv7();
    await merge(hand, first.id, second.id, mutation);
    const before = await contentsOf(world);
    expect((await merge(hand, first.id, second.id, mutation)).status).toBe(200);
    expect(await contentsOf(world)).toEqual(before);
    expect([(await merge(hand, first.id, second.id)).body.error, (await merge(hand, second.id, first.id)).body.error]).toMatchObject([
      { code: "invalid_input", field: "other", why: "merged" },
      { code: "invalid_input", why: "archived" },
    ]);
    expect((await archive(hand, second.id, false)).error).toMatchObject({ code: "invalid_input", why: "merged" });
    expect((await edit(hand, second.id, { city: "Dubai" })).error).toMatchObject({ code: "invalid_input", why: "archived" });
    expect(await contentsOf(world)).toEqual(before);
  });

  it("the one that went leads to the other, and so does what may be the same person as it", async () => {
    const { world, first, second, hand, sara } = await scene();
    const third = await plantFound(world, { name: "Lay", owner: personIn(world, "sara"), team: "north", sameAs: second.id });
    await merge(hand, first.id, second.id);
    expect(await detail(sara, second.id)).toMatchObject({ mergedInto: { lead: { id: first.id, name: "Layla Haddad" } }, sameAs: null });
    expect((await detail(sara, third.id)).sameAs).toMatchObject({ id: first.id });
    expect((await detail(sara, first.id)).mergedInto).toBe(null);
    await merge(hand, third.id, first.id);
    // Nobody may be the same person as oneself.
    expect((await detail(sara, third.id)).sameAs).toBe(null);
    await hand.assign(third.id, personIn(world, "owner"), { version: (await leadById(third.id)).version });
    expect((await detail(sara, first.id)).mergedInto).toEqual({ lead: null });
  });

  it("it happens whatever else happens to either meanwhile", async () => {
    const { world, first, second, hand, sara } = await scene();
    const [told, ...others] = await Promise.all([
      merge(hand, first.id, second.id),
      edit(sara, first.id, { city: "Dubai" }),
      edit(sara, second.id, { city: "Sharjah" }),
    ]);
    expect(told.status).toBe(200);
    expect(others.every(({ status }) => status === 200 || status === 422)).toBe(true);
    await checkKept(world);
    await checkFound(world);
  });
});

describe("LM1: what went into another lead is that one", () => {
  it("IN2: known by either name, so that whoever it was sends a form again joins it", async () => {
    const world = await makeWorld({ people });
    const hand = await plannerOf(world, "owner");
    const sends = async (name: string) => (await takeForm(world, { name, phone: "+971501112233" })).lead;
    const [layla, omar] = [await sends("Layla Haddad"), await sends("Omar Saleh")];
    expect(omar).not.toBe(layla);
    const mutation = uuidv7();
    expect((await merge(hand, layla, omar, mutation)).status).toBe(200);
    expect([await sends("Omar Saleh"), await sends("Layla H"), await found(hand, "saleh")]).toEqual([layla, layla, [layla]]);
    expect((await leadById(omar)).archivedAt).not.toBeNull();
    expect((await hand.undo(mutation)).status).toBe(200);
    expect((await leadById(layla)).alsoCalled).toEqual([]);
    expect(await found(hand, "saleh")).toEqual([omar]);
  });

  it("takes nobody's place in a search", async () => {
    const { world, first, hand } = await scene();
    for (let n = 0; n < 22; n++) {
      const other = await plantFound(world, {
        name: "Zeina Nasser",
        phone: null,
        email: null,
        owner: personIn(world, "sara"),
        team: "north",
      });
      await merge(hand, first.id, other.id);
    }
    const one = await plantFound(world, { name: "Zeina Nasser", phone: null, email: null, owner: personIn(world, "sara"), team: "north" });
    expect((await found(hand, "zeina")).toSorted()).toEqual([first.id, one.id].toSorted());
  });

  it("ED1, LM1: what a person decided of the other, and whom it may be the same person as, stays known", async () => {
    const { world, first, second, hand } = await scene();
    const third = await plantFound(world, { name: "Lay", phone: null, owner: personIn(world, "sara"), team: "north" });
    await shard
      .update(tables.lead)
      .set({ sameAs: third.id, edited: ["projects", "city"] })
      .where(eq(tables.lead.id, second.id));
    await merge(hand, first.id, second.id);
    expect(await leadById(first.id)).toMatchObject({ sameAs: third.id, edited: ["projects"] });
  });

  it("ST2: a demo lead goes into no other, and none into it", async () => {
    const { first, second, hand } = await scene();
    await shard
      .update(tables.submission)
      .set({ source: `${SAMPLE_SOURCE}1` })
      .where(eq(tables.submission.lead, second.id));
    for (const [lead, other] of [
      [first.id, second.id],
      [second.id, first.id],
    ] as const)
      expect((await merge(hand, lead, other)).body.error).toMatchObject({ field: "other", why: "sample" });
  });

  it("a telephone that is given up falls to no lead that went into another", async () => {
    const { world, first, second, hand, sara } = await scene();
    await merge(hand, second.id, first.id);
    await edit(sara, second.id, { phone: "055 111 2222", contacts: [] });
    const claimed = and(eq(tables.identity.workspaceId, world.id), eq(tables.identity.value, "+971501234567"));
    expect(await shard.select().from(tables.identity).where(claimed)).toEqual([]);
    expect(await identitiesOf(first.id)).toEqual([]);
  });
});

describe("DN1, LM1: what either asked not to be reached by holds for the one", () => {
  it.each(["first", "second"] as const)("asked of the %s: what was to be done by that channel is dropped", async (who) => {
    const { world, hand, sara, ...leads } = await scene();
    const [asked, other] = who === "first" ? [leads.first, leads.second] : [leads.second, leads.first];
    const { followUp } = await sara.set(other.id);
    const meet = await sara.set(other.id, { way: "meeting" });
    await sara.ban(asked.id, ["phone"]);
    const mutation = uuidv7();
    expect((await merge(hand, leads.first.id, leads.second.id, mutation)).status).toBe(200);
    expect((await leadById(leads.first.id)).noContact).toEqual(["phone"]);
    expect([(await followUpById(world, followUp))?.state, (await followUpById(world, meet.followUp))?.state]).toEqual(["dropped", "open"]);
    await checkFollowUps(world);
    expect((await hand.undo(mutation)).status).toBe(200);
    expect(await followUpById(world, followUp)).toMatchObject({ lead: other.id, state: "open" });
    expect([(await leadById(leads.first.id)).noContact, (await leadById(leads.second.id)).noContact]).toEqual(
      who === "first" ? [["phone"], []] : [[], ["phone"]],
    );
    await checkFollowUps(world);
  });
});

describe("PM1, PV2: only by who may write into both", () => {
  it("another one's lead is not there, an auditor's hand is too short, and nothing is written", async () => {
    const { world, first, second, hand } = await scene();
    const others = await plantFound(world, { owner: personIn(world, "omar"), team: "south", phone: null });
    const elsewhere = await plantFound(await makeWorld({ people }), {});
    const before = await stateOf(world);
    const nobody = (await merge(hand, first.id, uuidv7())).body.error;
    expect([(await merge(hand, first.id, others.id)).body.error?.code, nobody?.code]).toEqual(["not_found", "not_found"]);
    expect((await merge(hand, first.id, elsewhere.id)).body.error?.code).toBe("not_found");
    expect((await merge(await plannerOf(world, "omar"), first.id, second.id)).status).toBe(404);
    expect((await merge(await plannerOf(world, "view"), first.id, second.id)).status).toBe(403);
    expect((await merge(hand, first.id, first.id)).body.error).toMatchObject({ field: "other", why: "same" });
    expect(await stateOf(world)).toEqual(before);
  });

  it("who does not see all of either does not", async () => {
    const { first, second, hand } = await scene({ settings: { masks: { phone: ["manager"], email: [] } } });
    expect((await merge(hand, first.id, second.id)).status).toBe(403);
  });

  it("a test lead is nobody's, and what does not fit is said by name", async () => {
    const { world, first, second, hand } = await scene();
    const test = await plantFound(world, { isTest: true, phone: null, email: null, owner: personIn(world, "sara"), team: "north" });
    expect((await merge(hand, first.id, test.id)).body.error).toMatchObject({ field: "other", why: "test" });
    const many = (of: string) => Array.from({ length: 12 }, (_, n) => `${of} ${n}`);
    await shard
      .update(tables.lead)
      .set({ tags: many("a") })
      .where(eq(tables.lead.id, first.id));
    await shard
      .update(tables.lead)
      .set({ tags: many("b") })
      .where(and(eq(tables.lead.id, second.id)));
    expect((await merge(hand, first.id, second.id)).body.error).toMatchObject({ field: "tags", why: "many" });
  });
});
