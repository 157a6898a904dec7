import { describe, expect, it } from "vitest";
import type { RecordRow, VerifyAnswer } from "../../domain/records.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import type { RecordsAsk, Walked } from "../../web/connection/records.ts";
import { createRecords } from "../../web/store/settings/records.ts";
import { createVerification } from "../../web/store/settings/verification.ts";
import { byDay, endOf, startOf } from "../../web/views/settings/days.ts";
import { readDetail } from "../../web/views/settings/diff.ts";

const row = (n: number, over: Partial<RecordRow> = {}): RecordRow => ({
  id: `r${n}`,
  at: n,
  actor: null,
  onBehalf: null,
  act: "member.changed",
  subjectKind: "member",
  subject: "sara",
  subjectName: "Sara",
  ip: null,
  browser: null,
  request: null,
  detail: null,
  platform: false,
  ...over,
});

describe("the audit log on screen", () => {
  /** Pages of two; with a filter the second answer is empty and still goes on. */
  function logOf(fails = { at: -1 }) {
    const asked: RecordsAsk[] = [];
    const api = {
      exportAddress: () => "",
      records: async (ask: RecordsAsk) => {
        asked.push(ask);
        if (asked.length - 1 === fails.at) throw new ApiFailure("unavailable", { request: "q" });
        const from = Number(ask.after ?? 6);
        const rows = ask.act !== undefined && from === 4 ? [] : [row(from), row(from - 1)];
        return { rows, next: from > 2 ? String(from - 2) : null, lookedBackTo: from - 1 };
      },
    };
    return { log: createRecords(api), asked };
  }
  const ids = (log: ReturnType<typeof createRecords>) => log.rows().map(({ id }) => id);

  it("AU1: goes on from where an answer ended, and an empty one with more behind it says how far back it looked", async () => {
    const { log, asked } = logOf();
    await log.show({ act: "member", actor: "sara" });
    await log.more();
    expect(ids(log)).toEqual(["r6", "r5"]);
    expect(log.further()).toEqual({ lookedBackTo: 3 });
    await log.more();
    expect(ids(log)).toEqual(["r6", "r5", "r2", "r1"]);
    expect(log.further()).toBeNull();
    expect(asked.map(({ after, act, actor }) => [after, act, actor])).toEqual([
      [undefined, "member", "sara"],
      ["4", "member", "sara"],
      ["2", "member", "sara"],
    ]);
  });

  it("keeps what is shown when the next page fails, and asks for that page again", async () => {
    const { log, asked } = logOf({ at: 1 });
    await log.show({});
    await log.more();
    expect([log.failure()?.request, ids(log).length]).toEqual(["q", 2]);
    await log.retry();
    expect([log.failure(), ids(log).length, asked.at(-1)?.after]).toEqual([null, 4, "4"]);
  });

  it("a later filter is not overwritten by the answer to an earlier one", async () => {
    const answers: (() => void)[] = [];
    const api = {
      exportAddress: () => "",
      records: (ask: RecordsAsk) =>
        new Promise<{ rows: RecordRow[]; next: null; lookedBackTo: null }>((resolve) =>
          answers.push(() => resolve({ rows: [row(Number(ask.from))], next: null, lookedBackTo: null })),
        ),
    };
    const log = createRecords(api);
    const shown = [log.show({ from: 1 }), log.show({ from: 2 })];
    answers[1]?.();
    answers[0]?.();
    await Promise.all(shown);
    expect(log.rows().map(({ id }) => id)).toEqual(["r2"]);
  });

  it("groups by the day as the browser has it", () => {
    const noon = new Date(2026, 4, 2, 12).getTime();
    expect(
      byDay([row(1, { at: noon }), row(2, { at: noon - 1000 }), row(3, { at: noon - 86_400_000 })]).map(({ rows }) => rows.length),
    ).toEqual([2, 1]);
    expect([startOf("2026-05-02"), endOf("2026-05-02")]).toEqual([new Date(2026, 4, 2).getTime(), new Date(2026, 4, 3).getTime()]);
    expect([startOf("yesterday"), startOf(undefined), endOf("2026-13-40")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("a record's values", () => {
  it("AU1: says what changed between before and after, value by value, and leaves out what did not", () => {
    const read = readDetail({
      version: 3,
      before: { role: "agent", teams: ["a"], settings: { goalMinutes: 5, masks: { phone: [] } } },
      after: { role: "agent", teams: ["a", "b"], settings: { goalMinutes: 5, masks: { phone: ["agent"] } } },
      leadsTo: "omar",
    });
    expect(read.changed).toEqual([
      { path: ["teams"], before: ["a"], after: ["a", "b"] },
      { path: ["settings", "masks", "phone"], before: [], after: ["agent"] },
    ]);
    expect(read.rest).toEqual([{ path: ["leadsTo"], value: "omar" }]);
  });

  it("of something new all values are new, and of a record without either nothing is made up", () => {
    expect(readDetail({ before: null, after: { name: "Palm" } }).changed).toEqual([{ path: ["name"], before: undefined, after: "Palm" }]);
    expect(readDetail({})).toEqual({ changed: [], rest: [] });
  });
});

describe("verifying", () => {
  const walked = (records: number): Walked => ({ to: records, hash: "h", since: 1, records, purged: 0, erased: 0, proof: "p" });
  const intact: VerifyAnswer = { kind: "intact", since: 1, records: 30, purged: 0, erased: 0, unsealed: 0 };

  it("AU1: follows the chain through as many requests as it takes, and goes on from where one failed", async () => {
    const asked: (number | null)[] = [];
    const answers: (VerifyAnswer | ApiFailure)[] = [
      { kind: "more", after: walked(10) },
      new ApiFailure("offline"),
      { kind: "more", after: walked(20) },
      intact,
      intact,
    ];
    const verification = createVerification({
      verify: async (after) => {
        asked.push(after?.records ?? null);
        const next = answers.shift();
        if (next === undefined || next instanceof ApiFailure) throw next ?? new Error("asked too often");
        return next;
      },
    });
    await verification.run();
    expect(verification.state()).toMatchObject({ kind: "failed", failure: { code: "offline" } });
    await verification.run();
    expect(verification.state()).toEqual({ kind: "done", result: intact });
    // Anew it begins at the beginning.
    await verification.run();
    expect(asked).toEqual([null, 10, 10, 20, null]);
  });

  it("stopped, the answer that was on its way changes nothing", async () => {
    let answer: (value: VerifyAnswer) => void = () => undefined;
    const verification = createVerification({ verify: () => new Promise((resolve) => (answer = resolve)) });
    const run = verification.run();
    verification.stop();
    answer(intact);
    await run;
    expect(verification.state()).toEqual({ kind: "still" });
  });
});
