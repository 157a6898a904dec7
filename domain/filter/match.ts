import { KEPT, openWords } from "../kept.ts";
import { isWaiting, type LeadRow } from "../lead.ts";
import type { FieldValue } from "../setup.ts";
import { tagKey } from "../values.ts";
import { type Check, checksOf, type FilterContext, type OwnCheck, plain } from "./check.ts";
import { type Filter, kindOf, valueOf } from "./condition.ts";
import type { Range } from "./days.ts";

/** Whether a list with this filter shows this lead, as the row says. For many rows, make a `matcherOf` once. */
export function matches(filter: Filter, row: LeadRow, context: FilterContext): boolean {
  return matcherOf(filter, context)(row);
}

/** Good while `me` and the day stay the same (`nextDay` says how long); where a condition says `overdue`, for a moment. */
export function matcherOf(filter: Filter, context: FilterContext): (row: LeadRow) => boolean {
  const checks = checksOf(filter, context).map(testOf);
  return (row) => checks.every((holds) => holds(row));
}

type Test = (row: LeadRow) => boolean;

function testOf(check: Check): Test {
  switch (check.is) {
    case "among":
      return amongTest(check);
    case "empty":
      return (row) => isEmpty(value(row, check.field)) !== check.not;
    case "has":
      return (row) => openWords(row[check.field] ?? "").includes(check.text);
    case "within":
      return (row) => inRange(value(row, check.field), "number", check.range);
    case "flag":
      return (row) => FLAGS[check.field](row) === check.yes;
    case "own":
      return (row) => ownHolds(check.of, row.custom?.[check.id]);
  }
}

const FLAGS: Readonly<Record<"reached" | "waiting" | "test" | "archived", Test>> = {
  reached: (row) => row.reachedAt != null,
  waiting: isWaiting,
  test: (row) => row.isTest,
  archived: (row) => row.archivedAt != null,
};

type Values = Parameters<typeof valueOf>[1];
const value = (row: LeadRow, field: Extract<Check, { is: "among" | "empty" | "within" }>["field"]) => valueOf(row, field as Values);

function amongTest({ field, values, orEmpty, not }: Extract<Check, { is: "among" }>): Test {
  const set = new Set(values);
  const kind = kindOf(field, null);
  const folded = kind === "tags" ? tagKey : kind === "text" ? openWords : (text: string) => text;
  return (row) => {
    const held = value(row, field);
    const found = isEmpty(held) ? orEmpty : (Array.isArray(held) ? held : [held]).some((one) => set.has(folded(String(one))));
    return found !== not;
  };
}

function ownHolds(check: OwnCheck, held: FieldValue | undefined): boolean {
  switch (check.is) {
    case "among":
      return isAmong(check.values, held) !== check.not;
    case "empty":
      return isEmpty(held) !== check.not;
    case "has":
      return typeof held === "string" && held !== KEPT && plain(held).includes(check.text);
    case "number":
      return inRange(held, "number", check.range);
    case "day":
      return typeof held === "string" && /^\d{4}-\d{2}-\d{2}$/.test(held) && inRange(held, "string", check.range);
  }
}

function isAmong(values: readonly string[], held: FieldValue | undefined): boolean {
  if (typeof held === "boolean") return values.includes(held ? "yes" : "no");
  // PV2: what is kept from whoever asks is none of what they ask for.
  if (typeof held === "string") return held !== "" && held !== KEPT && values.includes(plain(held));
  return Array.isArray(held) && held.some((one) => values.includes(one));
}

function isEmpty(held: unknown): boolean {
  return held == null || held === "" || (Array.isArray(held) && held.length === 0);
}

function inRange<T extends number | string>(held: unknown, type: "number" | "string", { from, to }: Range<T>): boolean {
  if (typeof held !== type) return false;
  return (from === null || (held as T) >= from) && (to === null || (held as T) <= to);
}
