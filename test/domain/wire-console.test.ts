import { createHash } from "node:crypto";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { CONSOLE_PROTOCOL, type ConsoleDown, consoleDown, consoleUp } from "../../domain/wire-console.ts";
import { shapeOf } from "../support/shape.ts";

/** The frames of each version of the console's protocol, as SHA-256 of their shapes. Old lines stay: they are the history. */
const HASHES: Readonly<Record<number, string>> = {
  1: "322fe5b9dcd1b7aee08de95e663a718efdc93c1353706fb2048b0c866e896f41",
};

const row = {
  id: "a".repeat(64),
  receivedAt: 1_700_000_000_000,
  verdict: "accepted",
  bytes: 290,
  leads: 1,
  ignored: 0,
  bad: 0,
  repeats: 0,
  colo: "DXB",
  country: "AE",
  ip: "173.252.1.2",
  browser: "facebookexternalua",
  pages: [{ id: "100200300400501", name: "Marina Homes", workspace: { id: "w", name: "Marina Homes" } }],
  states: { waiting: 0, done: 1, parked: 0, unread: 0 },
} as const;

const DOWN: readonly ConsoleDown[] = [
  { t: "welcome", v: CONSOLE_PROTOCOL, at: 1_700_000_000_000 },
  { t: "deliveries", at: 1_700_000_000_000, rows: [{ ...row, pages: [...row.pages] }], more: false },
  { t: "head", at: 1_700_000_000_000 },
];

describe("the console's wire", () => {
  it("changes its frames only with its version", () => {
    const hash = createHash("sha256")
      .update(JSON.stringify([shapeOf(consoleUp), shapeOf(consoleDown)]))
      .digest("hex");
    expect(HASHES[CONSOLE_PROTOCOL]).toBe(hash);
    expect(Object.keys(HASHES)).toHaveLength(CONSOLE_PROTOCOL);
  });

  it("reads back each frame as it was sent, and nothing that is none", () => {
    for (const frame of DOWN) expect(v.parse(consoleDown, JSON.parse(JSON.stringify(frame)))).toEqual(frame);
    for (const odd of [null, {}, { t: "changes" }, { t: "head" }, { t: "deliveries", at: 1, rows: [{}], more: false }])
      expect(v.is(consoleDown, odd)).toBe(false);
    expect(v.is(consoleUp, { t: "hello", v: 1 })).toBe(true);
    expect(v.is(consoleUp, { t: "watch" })).toBe(false);
  });
});
