import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { uuid } from "../../domain/ids.ts";
import { uuidv7 } from "../../web/connection/uuid.ts";

const NOW = 1_795_000_000_000;
const timeOf = (id: string) => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

describe("ids that are made on the page", () => {
  it("are UUIDs of version 7 that say when they were made", () => {
    const id = uuidv7(NOW);
    expect(v.is(uuid, id)).toBe(true);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOf(id)).toBe(NOW);
  });

  it("grow from one to the next, within a millisecond too, and where the clock was put back", () => {
    const made = [...Array.from({ length: 10_000 }, () => uuidv7(NOW + 1)), uuidv7(NOW + 2), uuidv7(NOW - 5_000)];
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it("run ahead of the clock where one millisecond has more of them than the counter holds, and no further", () => {
    const before = uuidv7(NOW + 60_000);
    const made = Array.from({ length: 5_000 }, () => uuidv7(NOW + 60_000));
    expect(timeOf(before)).toBe(NOW + 60_000);
    expect(timeOf(made.at(-1) ?? "") - timeOf(before)).toBeLessThanOrEqual(3);
  });

  it("hold chance wherever they are not the time, the counter or the version", () => {
    const id = uuidv7(NOW + 120_000, (bytes) => bytes.fill(0xff));
    expect(id.slice(19)).toBe("bfff-ffffffffffff");
    expect(id.slice(14, 18)).toBe("77ff");
  });
});
