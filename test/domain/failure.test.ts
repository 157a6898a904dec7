import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { classifyRefusal, type FailureClass, type GraphRefusal, nextTry } from "../../domain/failure.ts";

const HOUR = 3_600_000;

describe("classifyRefusal follows code and subcode, never words", () => {
  it.each<[Partial<GraphRefusal>, FailureClass, string]>([
    [{ code: 1 }, "transient", "meta_unwell"],
    [{ code: 2 }, "transient", "meta_unwell"],
    [{ code: 100, transient: true }, "transient", "meta_unwell"],
    [{ status: 500 }, "transient", "meta_unwell"],
    [{ status: 429 }, "transient", "meta_unwell"],
    [{ code: 4 }, "throttled", "throttled"],
    [{ code: 17, subcode: 2446079 }, "throttled", "throttled"],
    [{ code: 32 }, "throttled", "throttled"],
    [{ code: 613 }, "throttled", "throttled"],
    [{ code: 80005 }, "throttled", "throttled"],
    [{ code: 368 }, "throttled", "policy"],
    [{ code: 102 }, "reconnect", "token_refused"],
    [{ code: 190, subcode: 463 }, "reconnect", "token_expired"],
    [{ code: 190, subcode: 460 }, "reconnect", "token_refused"],
    [{ code: 190 }, "reconnect", "token_refused"],
    [{ code: 10 }, "reconnect", "permission"],
    [{ code: 200 }, "reconnect", "permission"],
    [{ code: 299 }, "reconnect", "permission"],
    [{ code: 103, status: 403 }, "reconnect", "lead_access"],
    [{ code: 100, subcode: 33 }, "ambiguous", "not_readable"],
    [{ code: 104 }, "transient", "app_settings"],
    [{ code: 2635 }, "transient", "app_settings"],
    [{ code: 100 }, "permanent", "refused"],
    [{ code: 803 }, "permanent", "refused"],
    [{}, "ambiguous", "refused"],
    [{ status: 403 }, "ambiguous", "refused"],
  ])("%j is %s (%s)", (refusal, kind, reason) => {
    expect(classifyRefusal({ status: 400, ...refusal })).toMatchObject({ class: kind, reason });
  });

  it.each([
    [4, true],
    [368, true],
    [80005, false],
    [32, false],
  ])("code %i is the whole app's affair: %s", (code, wholeApp) => {
    expect(classifyRefusal({ status: 400, code }).wholeApp ?? false).toBe(wholeApp);
  });

  it("waits as long as Meta's usage headers say", () => {
    expect(classifyRefusal({ status: 400, code: 80005, regainMinutes: 42 }).waitMs).toBe(42 * 60_000);
  });

  it.each([0.4, 1e6, 1e21, 1e300])("waits a whole number of minutes up to a day when Meta says %d", (regainMinutes) => {
    const { waitMs = 0 } = classifyRefusal({ status: 400, code: 80005, regainMinutes });
    expect(waitMs).toBe(regainMinutes < 1 ? 60_000 : 24 * HOUR);
  });
});

describe("nextTry", () => {
  it("parks what needs a person at once", () => {
    expect(nextTry({ class: "reconnect", reason: "token_expired" }, 1, 0)).toEqual({ kind: "park" });
    expect(nextTry({ class: "permanent", reason: "" }, 1, 0)).toEqual({ kind: "park" });
  });

  it("asks five times over hours for a lead Meta does not show yet, then parks it", () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => nextTry({ class: "ambiguous", reason: "" }, attempts, 0));
    expect(waits.map((next) => (next.kind === "later" ? next.delayMs : null))).toEqual([20_000, 120_000, 600_000, HOUR, 6 * HOUR]);
    expect(nextTry({ class: "ambiguous", reason: "" }, 6, 0)).toEqual({ kind: "park" });
  });

  it("asks slowly for a fortnight where a right is missing, since it may be given at Meta without a word to us", () => {
    const waits = Array.from({ length: 17 }, (_, n) => nextTry({ class: "reconnect", reason: "lead_access" }, n + 1, 0));
    expect(waits.slice(0, 5).map((next) => (next.kind === "later" ? next.delayMs / HOUR : null))).toEqual([1, 3, 12, 24, 24]);
    expect([waits[15]?.kind, waits[16]?.kind]).toEqual(["later", "park"]);
  });

  it("never calls before a throttle ends", () => {
    const next = nextTry({ class: "throttled", reason: "", waitMs: HOUR }, 1, 0);
    expect(next).toEqual({ kind: "later", delayMs: HOUR });
  });

  it("IN1: goes on for a day and a half before a transient failure is parked", () => {
    let waited = 0;
    for (let attempts = 1; ; attempts++) {
      const next = nextTry({ class: "transient", reason: "" }, attempts, 0);
      if (next.kind === "park") break;
      waited += next.delayMs;
    }
    expect(waited).toBeGreaterThan(18 * HOUR);
  });

  property.prop([
    fc.constantFrom<FailureClass>("transient", "throttled", "ambiguous"),
    fc.integer({ min: 1, max: 200 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ])("every wait is a positive whole number of ms", (kind, attempts, random) => {
    const next = nextTry({ class: kind, reason: "" }, attempts, random);
    if (next.kind === "later") expect(Number.isSafeInteger(next.delayMs) && next.delayMs > 0).toBe(true);
  });
});
