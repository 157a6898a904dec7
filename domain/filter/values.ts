import { BANNABLE, PRIORITIES } from "../lead.ts";
import { fold } from "../name.ts";
import type { Setup } from "../setup.ts";
import { type Condition, customId, type FilterKind, hasNobody, isCustom, MAX_VALUES, MAX_VALUES_OF_SEVERAL, NOBODY } from "./condition.ts";
import { isDay } from "./days.ts";

const MAX_TEXT = 200;
/** A hundred years. */
const MAX_DAYS = 36_525;
const MOST = 1e15;

/** A condition's values, each once, as they are kept; undefined where one of them means nothing here. */
export function fitting({ field, op, values }: Condition, kind: FilterKind, setup: Setup | null): readonly string[] | undefined {
  switch (op) {
    case "empty":
    case "filled":
    case "today":
    case "overdue":
      return [];
    case "is":
      return values.length === 1 && (values[0] === "yes" || values[0] === "no") ? values : undefined;
    case "last":
    case "next":
      return values.length === 1 && /^[1-9]\d{0,4}$/.test(values[0] ?? "") && Number(values[0]) <= MAX_DAYS ? values : undefined;
    case "on":
    case "before":
    case "after":
      return values.length === 1 && values.every(isDay) ? values : undefined;
    case "min":
    case "max":
      return values.length === 1 ? numbers(values) : undefined;
    case "between":
      return between(kind, values);
    case "has":
      return values.length === 1 ? words(values) : undefined;
    case "any":
    case "none":
      return list(field, kind, values, setup);
  }
}

function between(kind: FilterKind, values: readonly string[]): readonly string[] | undefined {
  if (values.length !== 2) return undefined;
  if (kind !== "number" && values.every(isDay)) return values;
  return kind === "number" || kind === "own" ? numbers(values) : undefined;
}

function numbers(values: readonly string[]): string[] | undefined {
  const read = values.map((value) => (/^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : Number.NaN));
  return read.every((value) => Math.abs(value) < MOST) ? read.map((value) => String(value === 0 ? 0 : value)) : undefined;
}

function words(values: readonly string[]): string[] | undefined {
  const read = values.map((value) => value.replace(/\s+/g, " ").trim());
  return read.every((value) => value.length <= MAX_TEXT && fold(value) !== "" && !/\p{Cc}/u.test(value)) ? read : undefined;
}

function list(field: Condition["field"], kind: FilterKind, values: readonly string[], setup: Setup | null): readonly string[] | undefined {
  const each = [...new Set(values)];
  const several = kind === "ids" || kind === "tags" || kind === "own";
  if (each.length === 0 || each.length > (several ? MAX_VALUES_OF_SEVERAL : MAX_VALUES)) return undefined;
  if (kind === "text" || kind === "tags" || kind === "own") return words(each);
  const known = knownOf(field, setup);
  const fits = (value: string) => (known === undefined ? /^[^\p{Cc}\s]{1,64}$/u.test(value) : known.includes(value));
  return each.every((value) => fits(value) || (value === NOBODY && hasNobody(field))) ? each : undefined;
}

/** Ids that there are, where that can be said; what was retired is still on leads. */
function knownOf(field: Condition["field"], setup: Setup | null): readonly string[] | undefined {
  if (field === "priority") return PRIORITIES;
  if (field === "noContact") return BANNABLE;
  if (setup === null) return undefined;
  if (field === "stage") return setup.stages.map(({ id }) => id);
  if (field === "lostReason") return setup.lostReasons.map(({ id }) => id);
  if (!isCustom(field)) return undefined;
  const own = setup.fields.find(({ id }) => id === customId(field));
  return own?.type === "checkbox" ? ["yes", "no"] : own?.options.map(({ id }) => id);
}
