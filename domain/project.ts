import * as v from "valibot";
import { uuid } from "./ids.ts";

export const PROJECT_STATES = ["active", "paused", "closed"] as const;
export type ProjectStatus = (typeof PROJECT_STATES)[number];
const line = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most), v.regex(/^[^\p{Cc}]*$/u));

/** What is sold: forms and campaigns map to it, leads refer to it. */
export const projectRow = v.object({
  id: v.string(),
  name: v.string(),
  code: v.nullable(v.string()),
  place: v.nullable(v.string()),
  status: v.picklist(PROJECT_STATES),
  version: v.number(),
});
export type ProjectRow = v.InferOutput<typeof projectRow>;

/** `id` is made by whoever makes the project: sent twice, there is one. `version` is 0 for a new one, else the one that was changed. */
export const projectBody = v.object({
  id: uuid,
  version: v.number(),
  name: v.pipe(line(80), v.nonEmpty()),
  code: v.nullable(line(20)),
  place: v.nullable(line(80)),
  status: v.picklist(PROJECT_STATES),
});
export type ProjectBody = v.InferOutput<typeof projectBody>;

/** The project that leads of a form or campaign come to, from now on; null: none. */
export const mapBody = v.object({ project: v.nullable(v.pipe(v.string(), v.maxLength(64))) });

/** That a lead can be interested in. */
export const MAX_PROJECTS = 10;

export const INTERESTS = ["high", "medium", "low"] as const;
export const interest = v.picklist(INTERESTS);
export type Interest = (typeof INTERESTS)[number];

/** A lead's interest in a project. */
export const leadProject = v.object({ project: v.string(), interest: v.nullable(interest), note: v.nullable(v.string()) });
export type LeadProject = v.InferOutput<typeof leadProject>;

/** `on` false takes the project from the lead. */
export const leadProjectBody = v.object({
  mutation: uuid,
  on: v.boolean(),
  interest: v.optional(v.nullable(interest), null),
  note: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500))), null),
});
