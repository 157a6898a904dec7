import * as v from "valibot";
import { tellsNothing } from "./kept.ts";
import { isLookedUp } from "./values.ts";

/**
 * What a workspace's admins define for their sales floor: its stages, why leads are lost, fields of its own, texts to send. Small lists,
 * changed as a whole under a version. Nothing that leads refer to is ever removed: what was retired keeps its id and name for those that
 * have it.
 */

/** Chosen when it is made, never changed: leads, views and addresses carry it. */
export const setupId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/));
/** No keys of a record that comes from outside: valibot leaves them out of it without a word, and with them what a lead has there. */
export const NO_IDS: readonly string[] = ["constructor", "prototype"];
export const setupTitle = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60), v.regex(/^[^\p{Cc}]+$/u));
const retired = v.optional(v.literal(true));

export const STAGE_KINDS = ["open", "won", "lost"] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** `name` null: one of those a workspace starts with, called by its id's words in the reader's language. The kind never changes. */
export const stageSetup = v.object({ id: setupId, name: v.nullable(setupTitle), kind: v.picklist(STAGE_KINDS), retired });
export type StageSetup = v.InferOutput<typeof stageSetup>;

export const lostReasonSetup = v.object({ id: setupId, name: v.nullable(setupTitle), retired });
export type LostReasonSetup = v.InferOutput<typeof lostReasonSetup>;

export const FIELD_TYPES = ["text", "number", "date", "choice", "choices", "checkbox"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export const MAX_FIELDS = 40;
/** Each filterable field of a lead is an index row more. */
export const MAX_FILTERABLE = 10;
export const MAX_OPTIONS = 60;

/** A field of the workspace's own. Its type never changes; options only of `choice` and `choices`. */
export const fieldSetup = v.object({
  id: v.pipe(
    setupId,
    v.check((id) => !NO_IDS.includes(id)),
  ),
  name: setupTitle,
  type: v.picklist(FIELD_TYPES),
  options: v.pipe(v.array(v.object({ id: setupId, name: setupTitle, retired })), v.maxLength(MAX_OPTIONS)),
  filterable: v.boolean(),
  /** The job that makes its index, or takes it away: until that is done nobody filters by it. Set by the server, whatever is sent. */
  indexing: v.optional(v.pipe(v.string(), v.maxLength(120))),
  retired,
});
export type FieldSetup = v.InferOutput<typeof fieldSetup>;

/** A text to send, with `{{name}}`, `{{project}}` and `{{sender}}` to be filled in. `subject` only of emails. */
export const templateSetup = v.object({
  id: setupId,
  name: setupTitle,
  channel: v.picklist(["whatsapp", "email"]),
  language: v.picklist(["en", "ar"]),
  subject: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200))),
  text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(2_000)),
  retired,
});
export type TemplateSetup = v.InferOutput<typeof templateSetup>;

const noTwins = <T extends { readonly id: string }>(list: readonly T[]) => new Set(list.map(({ id }) => id)).size === list.length;

/** In the order they are shown in. A lead starts in the first one that is open, and can be won and lost. */
export const stagesSetup = v.pipe(
  v.array(stageSetup),
  v.maxLength(30),
  v.check(noTwins),
  v.check((list) => STAGE_KINDS.every((kind) => list.some((one) => one.kind === kind && one.retired === undefined))),
);
export const lostReasonsSetup = v.pipe(v.array(lostReasonSetup), v.maxLength(40), v.check(noTwins));
export const fieldsSetup = v.pipe(
  v.array(fieldSetup),
  v.maxLength(MAX_FIELDS),
  v.check(noTwins),
  v.check((list) => list.filter((one) => one.filterable && one.retired === undefined).length <= MAX_FILTERABLE),
  v.check((list) =>
    list.every((one) => noTwins(one.options) && one.options.length > 0 === (one.type === "choice" || one.type === "choices")),
  ),
  // PV2: in a row nobody can tell a choice from a text, which is kept from some where it tells a telephone.
  v.check((list) => list.every((one) => one.options.every(({ id }) => tellsNothing(id)))),
);
export const templatesSetup = v.pipe(v.array(templateSetup), v.maxLength(60), v.check(noTwins));

export const setup = v.object({
  version: v.number(),
  stages: v.array(stageSetup),
  lostReasons: v.array(lostReasonSetup),
  fields: v.array(fieldSetup),
  templates: v.array(templateSetup),
});
export type Setup = v.InferOutput<typeof setup>;

export const SETUP_PARTS = { stages: stagesSetup, lostReasons: lostReasonsSetup, fields: fieldsSetup, templates: templatesSetup } as const;
export type SetupPart = keyof typeof SETUP_PARTS;

/** What a workspace starts with; it has no row of its own until somebody changes it. */
export const DEFAULT_SETUP: Setup = {
  version: 0,
  stages: [
    { id: "new", name: null, kind: "open" },
    { id: "contacted", name: null, kind: "open" },
    { id: "qualified", name: null, kind: "open" },
    { id: "visit", name: null, kind: "open" },
    { id: "won", name: null, kind: "won" },
    { id: "lost", name: null, kind: "lost" },
  ],
  lostReasons: ["price", "not_reached", "not_interested", "bought_elsewhere", "wrong_contact", "something_else"].map((id) => ({
    id,
    name: null,
  })),
  fields: [],
  templates: [],
};

export function stageOf(of: Pick<Setup, "stages">, id: string): StageSetup | undefined {
  return of.stages.find((stage) => stage.id === id);
}

type Item = StageSetup | LostReasonSetup | FieldSetup | TemplateSetup;

/** Why a part may not become what somebody made of it; `field` is the id it is about. */
export interface SetupFlaw {
  readonly field: string;
  readonly why: "removed" | "kind" | "type" | "options" | "name" | "first";
}

/**
 * SU2: what leads refer to is there and means what it meant. Null: nothing speaks against it. No lead refers to a text, which is written
 * down as it was sent: one that was retired may go.
 */
export function changeOf<P extends SetupPart>(part: P, before: Setup[P], after: Setup[P]): SetupFlaw | null {
  const now = new Map((after as readonly Item[]).map((one) => [one.id, one]));
  for (const was of before as readonly Item[]) {
    const is = now.get(was.id);
    const why = is === undefined ? (part === "templates" && was.retired ? null : "removed") : otherMeaning(was, is);
    if (why !== null) return { field: was.id, why };
  }
  // Only those that every workspace starts with are called by words of ours.
  const known = new Set((DEFAULT_SETUP[part] as readonly Item[]).map(({ id }) => id));
  const nameless = (after as readonly Item[]).find(({ id, name }) => name === null && !known.has(id));
  if (nameless !== undefined) return { field: nameless.id, why: "name" };
  const first = (after as readonly Item[]).find((one) => one.retired === undefined);
  return first !== undefined && "kind" in first && first.kind !== "open" ? { field: first.id, why: "first" } : null;
}

function otherMeaning(was: Item, is: Item): SetupFlaw["why"] | null {
  if ("kind" in was && "kind" in is && was.kind !== is.kind) return "kind";
  if (!("type" in was) || !("type" in is)) return null;
  if (was.type !== is.type) return "type";
  return was.options.every((one) => is.options.some(({ id }) => id === one.id)) ? null : "options";
}

/**
 * Fields as they are kept: where leads come to be looked up by one, or no more, the index is `job`'s to make or to take away. What another
 * job still has in its hands it keeps. A new field is on no lead yet.
 */
export function indexedBy(job: string, before: readonly FieldSetup[], after: readonly FieldSetup[]): FieldSetup[] {
  const had = new Map(before.map((one) => [one.id, one]));
  return after.map(({ indexing: _, ...field }) => {
    const was = had.get(field.id);
    const by = was === undefined || isLookedUp(field) === isLookedUp(was) ? was?.indexing : job;
    return by === undefined ? field : { ...field, indexing: by };
  });
}

/** Whether leads are filtered by it: they are looked up by it, and its index is whole. */
export function isFilterable(field: FieldSetup): boolean {
  return isLookedUp(field) && field.indexing === undefined;
}

/** Where a new lead stands. */
export function firstStage(of: Pick<Setup, "stages">): string {
  return of.stages.find((stage) => stage.kind === "open" && stage.retired === undefined)?.id ?? "new";
}

/** What one of a lead's own fields may hold: text, a number, a day `2026-11-26`, an option's id, several, a tick. Null empties it. */
export const fieldValue = v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]);
export type FieldValue = v.InferOutput<typeof fieldValue>;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MAX_TEXT = 2_000;

/** 31 February is read as a day of March. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** Whether a value fits its field; a retired option only where it is already there (`before`). */
export function fits(field: FieldSetup, value: FieldValue, before: FieldValue | undefined): boolean {
  const had = Array.isArray(before) ? before : [before];
  const offered = (id: unknown) => field.options.some((one) => one.id === id && (one.retired === undefined || had.includes(one.id)));
  switch (field.type) {
    case "text":
      return typeof value === "string" && value.length <= MAX_TEXT;
    case "number":
      return typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 1e15;
    case "date":
      return typeof value === "string" && DAY.test(value) && isDay(value);
    case "choice":
      return offered(value);
    case "choices":
      return Array.isArray(value) && new Set(value).size === value.length && value.every(offered);
    case "checkbox":
      return typeof value === "boolean";
  }
}
