import * as v from "valibot";
import type { LeadRow } from "../lead.ts";
import { customField } from "../values.ts";
import { isFilterable, type Setup, setupId } from "../setup.ts";

/**
 * How a field is filtered by: one id or several, words as people write them, moments, numbers, yes and no. `own` is one of the workspace's
 * own, of whose type only its setup knows: it is looked at by what stands in it.
 */
export type FilterKind = "id" | "ids" | "tags" | "text" | "part" | "moment" | "number" | "flag" | "own" | "day";

const KINDS = {
  stage: "id",
  owner: "id",
  team: "id",
  project: "ids",
  form: "id",
  page: "id",
  campaign: "id",
  adSet: "id",
  ad: "id",
  source: "id",
  priority: "id",
  tag: "tags",
  city: "text",
  company: "text",
  language: "id",
  created: "moment",
  activity: "moment",
  followUp: "moment",
  firstContact: "moment",
  closed: "moment",
  value: "number",
  lostReason: "id",
  reached: "flag",
  waiting: "flag",
  noContact: "ids",
  test: "flag",
  archived: "flag",
  name: "part",
} as const satisfies Record<string, FilterKind>;

/** Telephones and addresses are not among them: they are kept from some (PV2). */
export type OwnField = `custom:${string}`;
export type FilterField = keyof typeof KINDS | OwnField;
export const FILTER_FIELDS = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];

export const FILTER_OPS = [
  "any",
  "none",
  "empty",
  "filled",
  "has",
  "is",
  "min",
  "max",
  "between",
  "on",
  "before",
  "after",
  "last",
  "next",
  "today",
  "overdue",
] as const;
export type FilterOp = (typeof FILTER_OPS)[number];

/**
 * One condition; a filter is all of them at once. Values are text, as an address has them: ids (`me` among owners, `none` among
 * those of who or what a lead may be without), words, numbers, days `2026-11-26`, how many days, `yes` and `no`.
 */
export interface Condition {
  readonly field: FilterField;
  readonly op: FilterOp;
  readonly values: readonly string[];
}
export type Filter = readonly Condition[];
export const NO_FILTER: Filter = [];

/** Nobody chooses more; each is a part of a statement that may have 100 parameters. */
export const MAX_CONDITIONS = 12;
export const MAX_VALUES = 50;
/** Of fields that hold several values each. */
export const MAX_VALUES_OF_SEVERAL = 20;

/** Among ids: of those that have none. Stages, reasons and options may be called so themselves. */
export const NOBODY = "none";
const MAY_BE_NOBODY: ReadonlySet<string> = new Set<keyof typeof KINDS>([
  "owner",
  "team",
  "project",
  "form",
  "page",
  "campaign",
  "adSet",
  "ad",
  "source",
  "priority",
  "language",
]);

export function hasNobody(field: FilterField): boolean {
  return MAY_BE_NOBODY.has(field);
}

const LISTS: readonly FilterOp[] = ["any", "none"];
const EMPTINESS: readonly FilterOp[] = ["empty", "filled"];
const DAYS: readonly FilterOp[] = ["on", "before", "after", "between", "last", "next", "today", "overdue"];
const NUMBERS: readonly FilterOp[] = ["min", "max", "between"];

/** What can be asked of a field of that kind. */
export const OPS_OF: Readonly<Record<FilterKind, readonly FilterOp[]>> = {
  id: [...LISTS, ...EMPTINESS],
  ids: [...LISTS, ...EMPTINESS],
  tags: [...LISTS, ...EMPTINESS],
  text: ["has", ...LISTS, ...EMPTINESS],
  part: ["has"],
  moment: [...DAYS, ...EMPTINESS],
  day: [...DAYS, ...EMPTINESS],
  number: [...NUMBERS, ...EMPTINESS],
  flag: ["is"],
  own: [...FILTER_OPS.filter((op) => op !== "is")],
};

/** As addresses call them: `custom.<id>`. */
export const OWN_KEY = "custom.";

export function isCustom(field: FilterField): field is OwnField {
  return field.startsWith("custom:");
}

/** The id of one of the workspace's own fields. */
export function customId(field: OwnField): string {
  return field.slice("custom:".length);
}

export function ownField(id: string): OwnField {
  return customField(id) as OwnField;
}

/** Undefined where no field can be called so. */
export function ownFieldOf(id: string): OwnField | undefined {
  return v.is(setupId, id) ? ownField(id) : undefined;
}

/** With a setup, a field that leads are not looked up by has no kind; without one (null), every field may be the workspace's own. */
export function kindOf(field: FilterField, setup: Pick<Setup, "fields"> | null): FilterKind | undefined {
  if (!isCustom(field)) return Object.hasOwn(KINDS, field) ? KINDS[field] : undefined;
  if (setup === null) return "own";
  const found = setup.fields.find((one) => one.id === customId(field) && isFilterable(one));
  switch (found?.type) {
    case undefined:
      return undefined;
    case "text":
      return "text";
    case "number":
      return "number";
    case "date":
      return "day";
    case "choice":
      return "id";
    case "choices":
      return "ids";
    case "checkbox":
      // What is not ticked is either unticked or was never asked: `none` of `yes`.
      return "ids";
  }
}

/** What a field says of a lead, as the row has it. */
export function valueOf(row: LeadRow, field: Exclude<keyof typeof KINDS, "reached" | "waiting" | "test" | "archived">) {
  switch (field) {
    case "project":
      return row.projects ?? [];
    case "tag":
      return row.tags ?? [];
    case "noContact":
      return row.noContact ?? [];
    case "created":
      return row.submittedAt;
    case "activity":
      return row.lastActivityAt;
    case "followUp":
      return row.nextFollowUpAt ?? null;
    case "firstContact":
      return row.firstAttemptAt;
    case "closed":
      return row.closedAt ?? null;
    case "stage":
      return row.stage;
    case "name":
      return row.name;
    default:
      return row[field] ?? null;
  }
}
