import * as v from "valibot";

/**
 * What a workspace's admins define for their sales floor: its stages, why leads are lost, fields of its own, texts to send. Small lists,
 * changed as a whole under a version. Nothing in them is ever removed: what was retired keeps its id and name for the leads that have it.
 */

/** Chosen when it is made, never changed: leads, views and addresses carry it. */
export const setupId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/));
const title = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(60), v.regex(/^[^\p{Cc}]+$/u));
const retired = v.optional(v.literal(true));

export const STAGE_KINDS = ["open", "won", "lost"] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** `name` null: one of those a workspace starts with, called by its id's words in the reader's language. The kind never changes. */
export const stageSetup = v.object({ id: setupId, name: v.nullable(title), kind: v.picklist(STAGE_KINDS), retired });
export type StageSetup = v.InferOutput<typeof stageSetup>;

export const lostReasonSetup = v.object({ id: setupId, name: v.nullable(title), retired });
export type LostReasonSetup = v.InferOutput<typeof lostReasonSetup>;

export const FIELD_TYPES = ["text", "number", "date", "choice", "choices", "checkbox"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export const MAX_FIELDS = 40;
/** Each filterable field of a lead is an index row more. */
export const MAX_FILTERABLE = 10;
export const MAX_OPTIONS = 60;

/** A field of the workspace's own. Its type never changes; options only of `choice` and `choices`. */
export const fieldSetup = v.object({
  id: setupId,
  name: title,
  type: v.picklist(FIELD_TYPES),
  options: v.pipe(v.array(v.object({ id: setupId, name: title, retired })), v.maxLength(MAX_OPTIONS)),
  filterable: v.boolean(),
  retired,
});
export type FieldSetup = v.InferOutput<typeof fieldSetup>;

/** A text to send, with `{{name}}`, `{{project}}` and `{{sender}}` to be filled in. `subject` only of emails. */
export const templateSetup = v.object({
  id: setupId,
  name: title,
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

/** Where a new lead stands. */
export function firstStage(of: Pick<Setup, "stages">): string {
  return of.stages.find((stage) => stage.kind === "open" && stage.retired === undefined)?.id ?? "new";
}

/** What one of a lead's own fields may hold: text, a number, a day `2026-11-26`, an option's id, several, a tick. Null empties it. */
export const fieldValue = v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]);
export type FieldValue = v.InferOutput<typeof fieldValue>;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MAX_TEXT = 2_000;

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
      return typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value));
    case "choice":
      return offered(value);
    case "choices":
      return Array.isArray(value) && new Set(value).size === value.length && value.every(offered);
    case "checkbox":
      return typeof value === "boolean";
  }
}
