import { fold } from "../name.ts";
import { textKey } from "../values.ts";
import {
  type Condition,
  customId,
  type Filter,
  type FilterField,
  type FilterKind,
  hasNobody,
  isCustom,
  kindOf,
  NOBODY,
  type OwnField,
} from "./condition.ts";
import { daysOf, momentsOf, type Now, type Range } from "./days.ts";

/** Who asks, when and where: what `me` and `today` mean. */
export interface FilterContext extends Now {
  readonly me: string;
}

type Plain = Exclude<FilterField, OwnField>;

/**
 * A condition with nothing left to look up: what both back ends work from, so that neither can read it its own way. Texts are folded
 * already: of the workspace's own fields as `plain` does, of all others as `fold` does.
 */
export type Check =
  /** `not`: of none of them. `orEmpty`: who has none counts among them. */
  | { readonly is: "among"; readonly field: Plain; readonly values: readonly string[]; readonly orEmpty: boolean; readonly not: boolean }
  | { readonly is: "empty"; readonly field: Plain; readonly not: boolean }
  | { readonly is: "has"; readonly field: "name" | "company" | "city"; readonly text: string }
  | { readonly is: "within"; readonly field: Plain; readonly range: Range<number> }
  | { readonly is: "flag"; readonly field: "reached" | "waiting" | "test" | "archived"; readonly yes: boolean }
  | { readonly is: "own"; readonly id: string; readonly of: OwnCheck };

/** Of a field of the workspace's own, by what stands in it: text, a number, a day, an option or several, a tick (`yes`, `no`). */
export type OwnCheck =
  | { readonly is: "among"; readonly values: readonly string[]; readonly not: boolean }
  | { readonly is: "empty"; readonly not: boolean }
  | { readonly is: "has"; readonly text: string }
  | { readonly is: "number"; readonly range: Range<number> }
  | { readonly is: "day"; readonly range: Range<string> };

/** FL1: what a lead has to be. Archived leads are in no list but that of archived ones. */
export function checksOf(filter: Filter, context: FilterContext): Check[] {
  const checks = filter.map((condition) => checkOf(condition, context));
  const says = filter.some(({ field }) => field === "archived");
  return says ? checks : [...checks, { is: "flag", field: "archived", yes: false }];
}

function checkOf(condition: Condition, context: FilterContext): Check {
  const { field, op, values } = condition;
  if (isCustom(field)) return { is: "own", id: customId(field), of: ownOf(condition, context) };
  switch (op) {
    case "empty":
    case "filled":
      return { is: "empty", field, not: op === "filled" };
    case "any":
    case "none":
      return among(field, kindOf(field, null), values, op === "none", context.me);
    case "has":
      return { is: "has", field: field as "name", text: fold(values[0] ?? "") };
    case "is":
      return { is: "flag", field: field as "test", yes: values[0] === "yes" };
    default:
      return { is: "within", field, range: field === "value" ? numbersOf(condition) : momentsOf(condition, context) };
  }
}

function among(field: Plain, kind: FilterKind | undefined, values: readonly string[], not: boolean, me: string): Check {
  if (kind === "tags") return { is: "among", field, values: values.map(textKey), orEmpty: false, not };
  if (kind === "text") return { is: "among", field, values: values.map(fold), orEmpty: false, not };
  const nobody = hasNobody(field);
  const ids = values.filter((value) => !(nobody && value === NOBODY)).map((value) => (field === "owner" && value === "me" ? me : value));
  return { is: "among", field, values: [...new Set(ids)], orEmpty: nobody && values.includes(NOBODY), not };
}

function ownOf(condition: Condition, context: FilterContext): OwnCheck {
  const { op, values } = condition;
  switch (op) {
    case "empty":
    case "filled":
      return { is: "empty", not: op === "filled" };
    case "any":
    case "none":
      return { is: "among", values: [...new Set(values.map(plain))], not: op === "none" };
    case "has":
      return { is: "has", text: plain(values[0] ?? "") };
    case "min":
    case "max":
      return { is: "number", range: numbersOf(condition) };
    case "between":
      return /^\d{4}-\d/.test(values[0] ?? "")
        ? { is: "day", range: daysOf(condition, context) }
        : { is: "number", range: numbersOf(condition) };
    default:
      return { is: "day", range: daysOf(condition, context) };
  }
}

function numbersOf({ op, values }: Condition): Range<number> {
  const [first, second] = values.map(Number);
  return { from: op === "max" ? null : (first ?? null), to: op === "max" ? (first ?? null) : (second ?? null) };
}

/** What `plain` makes of letters, in the order in which it is done; the database does the same to what stands in it. */
export const PLAIN: readonly (readonly [from: string, to: string])[] = [
  ["\u0622", "\u0627"],
  ["\u0623", "\u0627"],
  ["\u0625", "\u0627"],
  ["\u0671", "\u0627"],
  ["\u0629", "\u0647"],
  ["\u0649", "\u064a"],
  ["\u06cc", "\u064a"],
  ["\u06a9", "\u0643"],
  ["\u0624", "\u0648"],
  ["\u0626", "\u064a"],
  ...Array.from("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670", (mark) => [mark, ""] as const),
];

/** As much of `fold` as a database can do for itself: Latin capitals and what Arabic is written with in several ways. */
export function plain(text: string): string {
  return PLAIN.reduce((left, [from, to]) => left.replaceAll(from, to), text).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
