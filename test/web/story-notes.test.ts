import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChangeAnswer } from "../../domain/api.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createFloorApi } from "../../web/connection/floor.ts";
import { createFollowUps, type FollowUps } from "../../web/store/floor/followups.ts";
import { createNotes, type Notes } from "../../web/store/floor/notes.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { createPending } from "../../web/store/pending.ts";
import type { FollowUp } from "../../domain/followup.ts";
import { at, boot, clock, fakeBrowser, held, row, uuidOf, nothingDone } from "./support.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

interface Scene {
  readonly leads: Leads;
  readonly notes: Notes;
  readonly followUps: FollowUps;
  readonly asked: ReturnType<typeof vi.fn>;
  readonly refused: string[];
  answer(version: number, over?: Partial<ReturnType<typeof row>>): ChangeAnswer;
  next(work: () => Promise<ChangeAnswer>): void;
}

const LEAD = uuidOf(1);

function scene(): Scene {
  const refused: string[] = [];
  const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  leads.restart({ position: at(1), rows: [row(1, { owner: "me" })], next: null });
  let work: () => Promise<ChangeAnswer> = () => Promise.reject(new ApiFailure("internal"));
  const asked = vi.fn((..._args: unknown[]) => work());
  const commands = createPending({
    memory: nothingDone,
    clock,
    slug: "north",
    browser: fakeBrowser(),
    api: { send: (_, { path, body }) => asked(path, body) },
    leads,
    me: () => "me",
    notify: (notice) => notice.kind === "refused" && refused.push(notice.code),
    then: () => undefined,
  });
  const direct = (_schema: unknown, _method: string, path: string, body: unknown) => asked(path, body);
  const api = createFloorApi(direct as never, "north");
  const directory = { me: () => boot().me } as unknown as Parameters<typeof createFollowUps>[1]["directory"];
  const floor = { api, clock };
  return {
    leads,
    notes: createNotes(floor, { commands, leads }),
    followUps: createFollowUps(floor, { commands, leads, directory }),
    asked,
    refused,
    answer: (version, over = {}) => ({ id: LEAD, row: row(1, { owner: "me", version, ...over }), position: at(version) }),
    next: (then) => (work = then),
  };
}

describe("ST1: a note for whoever has the lead now", () => {
  it("is the draft until it is theirs; asked again, it is the same one", async () => {
    const { notes, leads, next, asked, answer } = scene();
    notes.keep(LEAD, { text: " Wants a garden ", mentions: ["sara"] });
    next(() => Promise.reject(new ApiFailure("offline")));
    expect((await notes.handOver(LEAD))?.code).toBe("offline");
    expect(notes.draft(LEAD).text).toBe(" Wants a garden ");
    next(async () => ({ ...answer(2), row: null }));
    expect(await notes.handOver(LEAD)).toBeNull();
    expect(notes.draft(LEAD).text).toBe("");
    const bodies = asked.mock.calls.map(([, body]) => body as { text: string; handover: boolean; mutation: string });
    expect(bodies).toEqual([bodies[0], bodies[0]]);
    expect(bodies[0]).toMatchObject({ text: "Wants a garden", handover: true });
    // It is no change of a lead that is held here, and nothing to be taken back.
    expect(leads.row(LEAD)?.version).toBe(1);
  });
});

describe("notes on their way (ED1, ST1)", () => {
  it("shows a note at once, until the story that is read after it tells it", async () => {
    const { notes, answer, next, asked } = scene();
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    notes.keep(LEAD, { text: "  called his wife  ", mentions: ["sara", "sara"] });
    const adding = notes.add(LEAD);
    expect(notes.draft(LEAD).text).toBe("");
    expect(notes.sending(LEAD)).toMatchObject([{ of: null, text: "called his wife", mentions: ["sara"] }]);
    expect(asked).toHaveBeenCalledWith(`leads/${LEAD}/notes`, expect.objectContaining({ text: "called his wife", mentions: ["sara"] }));
    notes.told(LEAD, 1);
    expect(notes.sending(LEAD)).toHaveLength(1);
    sent.give(answer(2));
    await adding;
    notes.told(LEAD, 1);
    expect(notes.sending(LEAD)).toHaveLength(1);
    notes.told(LEAD, 2);
    expect(notes.sending(LEAD)).toEqual([]);
  });

  it("is no longer on its way where the story told it before the answer came", async () => {
    const { notes, answer, next } = scene();
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    notes.keep(LEAD, { text: "fast", mentions: [] });
    const adding = notes.add(LEAD);
    notes.told(LEAD, 2);
    sent.give(answer(2));
    await adding;
    expect(notes.sending(LEAD)).toEqual([]);
  });

  it("gives the text of a refused note back as the draft, before what was typed since", async () => {
    const { notes, next, refused } = scene();
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    notes.keep(LEAD, { text: "first", mentions: ["sara"] });
    const adding = notes.add(LEAD);
    notes.keep(LEAD, { text: "second", mentions: [] });
    sent.fail(new ApiFailure("not_found"));
    expect(await adding).toMatchObject({ ok: false, code: "not_found" });
    expect(notes.draft(LEAD)).toEqual({ text: "first\n\nsecond", mentions: ["sara"] });
    expect(notes.sending(LEAD)).toEqual([]);
    expect(refused).toEqual(["not_found"]);
  });

  it("OF1: a refused note whose lead is gone came back already, and is no draft that nobody sees", async () => {
    const { notes, next, leads } = scene();
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    notes.keep(LEAD, { text: "first", mentions: [] });
    const adding = notes.add(LEAD);
    leads.apply({ kind: "answer", id: LEAD, row: null, position: at(5) });
    sent.fail(new ApiFailure("not_found"));
    expect(await adding).toMatchObject({ ok: false, back: true });
    expect(notes.draft(LEAD).text).toBe("");
  });

  it("shows a note that is changed or taken back as it will be", async () => {
    const { notes, answer, next, asked } = scene();
    next(async () => answer(2));
    const taking = notes.rewrite(LEAD, uuidOf(7), null);
    expect(notes.sending(LEAD)).toMatchObject([{ of: uuidOf(7), text: null }]);
    await taking;
    expect(asked).toHaveBeenCalledWith(`leads/${LEAD}/notes/${uuidOf(7)}`, expect.objectContaining({ text: null, mentions: [] }));
  });

  it("OF1: another text for a note is kept until it is sent, begun still where it is refused, and given back with a lead that leaves", async () => {
    const { notes, next, answer, leads } = scene();
    const [note, other] = [uuidOf(7), uuidOf(8)];
    notes.keepRewriting(LEAD, note, { text: "two bedrooms", mentions: [] });
    expect(notes.rewriting(LEAD, note)?.text).toBe("two bedrooms");
    next(() => Promise.reject(new ApiFailure("invalid_input")));
    await notes.rewrite(LEAD, note, { text: "two bedrooms", mentions: [] });
    expect(notes.rewriting(LEAD, note)?.text).toBe("two bedrooms");
    next(async () => answer(2));
    await notes.rewrite(LEAD, note, { text: "two bedrooms", mentions: [] });
    expect(notes.rewriting(LEAD, note)).toBeNull();
    notes.keep(LEAD, { text: "a new note", mentions: [] });
    notes.keepRewriting(LEAD, other, { text: "three", mentions: ["sara"] });
    const left = vi.fn();
    notes.onLeft(left);
    leads.apply({ kind: "answer", id: LEAD, row: null, position: at(5) });
    expect(left).toHaveBeenCalledTimes(1);
    expect([notes.draft(LEAD), notes.rewriting(LEAD, other)]).toEqual([{ text: "a new note\n\nthree", mentions: ["sara"] }, null]);
  });

  it("EV3: keeps a draft for its author alone when the lead leaves, and says that it is there", () => {
    const { notes, leads } = scene();
    const left = vi.fn();
    notes.onLeft(left);
    notes.keep(LEAD, { text: "not sent", mentions: [] });
    leads.apply({ kind: "answer", id: LEAD, row: null, position: at(5) });
    expect(left).toHaveBeenCalledWith(LEAD, expect.objectContaining({ name: "lead 1" }), "me");
    expect(notes.draft(LEAD).text).toBe("not sent");
    notes.keep(LEAD, { text: " ", mentions: [] });
    expect(notes.draft(LEAD).text).toBe("");
  });

  it("says nothing of a lead that leaves without a draft", () => {
    const { notes, leads } = scene();
    const left = vi.fn();
    notes.onLeft(left);
    leads.apply({ kind: "answer", id: LEAD, row: null, position: at(5) });
    expect(left).not.toHaveBeenCalled();
  });
});

const followUp = (n: number, over: Partial<FollowUp> = {}): FollowUp => ({
  id: uuidOf(n),
  lead: LEAD,
  person: "me",
  way: "call",
  note: null,
  dueAt: n * 1_000_000,
  remind: 0,
  repeats: null,
  state: "open",
  doneAt: null,
  createdBy: "me",
  createdAt: 0,
  version: 1,
  ...over,
});
const ofLead = ({ lead }: FollowUp) => lead === LEAD;

describe("follow-ups before the server has answered (FU1, ED1)", () => {
  it("shows one that is done as done at once, and the lead's next one with it", async () => {
    const { followUps, leads, answer, next } = scene();
    const list = [followUp(2), followUp(3)];
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    const doing = followUps.done(list[0] as FollowUp, list);
    expect(followUps.shown(list, ofLead).map(({ state }) => state)).toEqual(["done", "open"]);
    expect(leads.row(LEAD)?.nextFollowUpAt).toBe(3_000_000);
    sent.give(answer(2, { nextFollowUpAt: 3_000_000 }));
    await doing;
    // The list that was read before it still says "open": it is not believed.
    expect(followUps.shown(list, ofLead)[0]?.state).toBe("done");
    followUps.told(() => 2);
    expect(followUps.shown(list, ofLead)[0]?.state).toBe("open");
  });

  it("believes a list that told the change before the answer came", async () => {
    const { followUps, answer, next } = scene();
    const sent = held<ChangeAnswer>();
    next(() => sent.promise);
    const setting = followUps.set(LEAD, { way: "call", note: null, dueAt: 2_500_000, remind: null, repeats: null }, []);
    expect(followUps.shown([], ofLead)).toHaveLength(1);
    followUps.told(() => 2);
    sent.give(answer(2));
    await setting;
    expect(followUps.shown([], ofLead)).toEqual([]);
  });

  it("shows a new one in its lists, and not twice once it is told", async () => {
    const { followUps, answer, next, leads } = scene();
    next(async () => answer(2, { nextFollowUpAt: 2_500_000 }));
    await followUps.set(LEAD, { way: "meeting", note: null, dueAt: 2_500_000, remind: null, repeats: null }, [followUp(3)]);
    const [, made] = followUps.shown([followUp(3)], ofLead);
    expect(made).toMatchObject({ way: "meeting", dueAt: 2_500_000, person: "me", state: "open" });
    expect(followUps.shown([followUp(3)], () => false)).toHaveLength(1);
    expect(leads.row(LEAD)?.nextFollowUpAt).toBe(2_500_000);
    expect(followUps.shown([followUp(3), made as FollowUp], ofLead)).toHaveLength(2);
  });

  it("sends what is changed twice in a row with the version that the first change makes", async () => {
    const { followUps, answer, next, asked } = scene();
    let version = 2;
    next(async () => answer(version++));
    const list = [followUp(2)];
    const first = followUps.move(list[0] as FollowUp, { dueAt: 9_000_000 }, list);
    const [moved] = followUps.shown(list, ofLead);
    const second = followUps.done(moved as FollowUp, list);
    await Promise.all([first, second]);
    expect(asked.mock.calls.map(([, body]) => body as { act: string; version: number })).toMatchObject([
      { act: "move", version: 1 },
      { act: "done", version: 2 },
    ]);
    expect(followUps.shown(list, ofLead)[0]).toMatchObject({ state: "done", dueAt: 9_000_000 });
  });

  it("believes a list that is newer than what it shows itself: somebody changed it since", async () => {
    const { followUps, answer, next } = scene();
    next(async () => answer(2));
    const list = [followUp(2)];
    await followUps.move(list[0] as FollowUp, { dueAt: 9_000_000 }, list);
    expect(followUps.shown([followUp(2, { version: 3, dueAt: 5_000_000 })], ofLead)[0]?.dueAt).toBe(5_000_000);
  });

  it("brings back what was refused, on the list and on the lead", async () => {
    const { followUps, leads, next, refused } = scene();
    next(() => Promise.reject(new ApiFailure("conflict")));
    const list = [followUp(2), followUp(3)];
    await followUps.drop(list[0] as FollowUp, list);
    expect(followUps.shown(list, ofLead)).toEqual(list);
    expect(leads.row(LEAD)?.nextFollowUpAt).toBeUndefined();
    expect(refused).toEqual(["conflict"]);
  });
});
