import type { Setup } from "../setup.ts";
import {
  type Condition,
  FILTER_FIELDS,
  type Filter,
  type FilterField,
  type FilterKind,
  type FilterOp,
  isCustom,
  kindOf,
  MAX_CONDITIONS,
  OPS_OF,
  OWN_KEY,
  ownFieldOf,
} from "./condition.ts";
import { fitting } from "./values.ts";

/** What an address says besides a filter. */
const ASIDE = new Set(["sort", "after", "limit", "group", "q", "view", "layout", "columns", "lead"]);

export interface ReadFilter {
  readonly filter: Filter;
  /** Parts of the address that nothing was made of, as they stand there. */
  readonly dropped: readonly string[];
}

/**
 * The filter of an address: `stage=new,contacted&owner=me&created=last:7&custom.budget=2m`. What it does not know is left out and named.
 * `setup` null: it is asked of somebody who has not read it, and every field may be one of the workspace's own.
 */
export function filterOf(query: string | URLSearchParams, setup: Setup | null): ReadFilter {
  const filter: Condition[] = [];
  const dropped: string[] = [];
  for (const [key, text] of typeof query === "string" ? new URLSearchParams(query) : query) {
    if (ASIDE.has(key)) continue;
    const found = conditionOf(key, text, setup);
    if (found === undefined || filter.length === MAX_CONDITIONS) dropped.push(`${key}=${text}`);
    else filter.push(found);
  }
  return { filter, dropped };
}

/** The query of an address that reads as this filter; empty where there is none. */
export function textOf(filter: Filter): string {
  return filter.map((condition) => `${encoded(keyOf(condition.field))}=${encoded(saying(condition))}`).join("&");
}

function conditionOf(key: string, text: string, setup: Setup | null): Condition | undefined {
  const field = fieldOf(key);
  const kind = field === undefined ? undefined : kindOf(field, setup);
  if (field === undefined || kind === undefined) return undefined;
  const said = field === "noContact" ? (BANNED[text] ?? read(kind, text)) : read(kind, text);
  if (said === undefined || !OPS_OF[kind].includes(said.op)) return undefined;
  const values = fitting({ field, ...said }, kind, setup);
  return values === undefined ? undefined : { field, op: said.op, values };
}

function fieldOf(key: string): FilterField | undefined {
  if (!key.startsWith(OWN_KEY)) return FILTER_FIELDS.find((field) => field === key);
  return ownFieldOf(key.slice(OWN_KEY.length));
}

function keyOf(field: FilterField): string {
  return isCustom(field) ? field.replace(":", ".") : field;
}

type Said = Pick<Condition, "op" | "values">;
/** Some channel, no channel. */
const BANNED: Readonly<Partial<Record<string, Said>>> = { any: { op: "filled", values: [] }, none: { op: "empty", values: [] } };

const BARE = /^(today|overdue)$/;
const WORDED = /^(min|max|on|before|after|last|next):([^:]*)$/;
const BETWEEN = /^between:([^:]*):([^:]*)$/;
/** Written by a list whose first value would be taken for one of these. */
const TAKEN = /^(?:(?:today|overdue)$|(?:min|max|on|before|after|last|next|between):)/;

function read(kind: FilterKind, text: string): Said | undefined {
  if (text === "*") return { op: "filled", values: [] };
  if (text === "!*") return { op: "empty", values: [] };
  switch (kind) {
    case "moment":
    case "day":
    case "number":
      return worded(text);
    case "flag":
      return { op: "is", values: [text] };
    case "part":
      return { op: "has", values: [plainly(text.startsWith("~") ? text.slice(1) : text)] };
    case "own":
      return worded(text) ?? listed(text);
    default:
      return listed(text);
  }
}

function worded(text: string): Said | undefined {
  const bare = BARE.exec(text);
  if (bare !== null) return { op: bare[1] as FilterOp, values: [] };
  const one = WORDED.exec(text);
  if (one !== null) return { op: one[1] as FilterOp, values: [one[2] ?? ""] };
  const two = BETWEEN.exec(text);
  return two === null ? undefined : { op: "between", values: [two[1] ?? "", two[2] ?? ""] };
}

/** What a comma that is no part of a value divides. */
const PARTS = /(?:\\.|[^,\\]|\\$)+/gsu;

function listed(text: string): Said {
  if (text.startsWith("~")) return { op: "has", values: [plainly(text.slice(1))] };
  const not = text.startsWith("!");
  const values = [...(not ? text.slice(1) : text).matchAll(PARTS)].map(([part]) => plainly(part));
  return { op: not ? "none" : "any", values };
}

function saying({ field, op, values }: Condition): string {
  switch (op) {
    case "filled":
      return "*";
    case "empty":
      return "!*";
    case "is":
      return values.join(",");
    case "has":
      return `~${values.map(escaped).join(",")}`;
    case "none":
      return `!${values.map(escaped).join(",")}`;
    case "any": {
      const list = values.map(escaped).join(",");
      return isCustom(field) && TAKEN.test(list) ? `\\${list}` : list;
    }
    default:
      return [op, ...values].join(":");
  }
}

function escaped(value: string): string {
  return value.replace(/[\\,!*~]/g, "\\$&");
}

function plainly(value: string): string {
  return value.replace(/\\(.)/gsu, "$1");
}

/** Commas and colons as they are: addresses are read by people too. Half a character is none. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replaceAll("%2C", ",")
    .replaceAll("%3A", ":");
}
