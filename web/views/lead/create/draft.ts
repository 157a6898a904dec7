import * as v from "valibot";
import { type LeadFieldsInput, leadFields } from "../../../../domain/edit.ts";
import type { HAND_SOURCES, Priority } from "../../../../domain/lead.ts";
import { type FieldValue, type Setup, stageOf } from "../../../../domain/setup.ts";
import type { NewLead } from "../../../store/floor/fields.ts";
import { readAmount, readNumber } from "../fields/amount.ts";

/** Beside the first one, as `domain/edit.ts` takes them. */
export const MAX_FURTHER = 9;

/** A new lead as it is typed; numbers are still texts. */
export interface Draft {
  /** Made with the form: sent twice, there is one lead. */
  readonly id: string;
  name: string;
  phone: string;
  email: string;
  source: (typeof HAND_SOURCES)[number];
  /** Empty: nobody. */
  owner: string;
  /** Whose it is while nobody has it; empty: no team's. */
  team: string;
  project: string;
  /** Others they might buy too. */
  projects: readonly string[];
  tags: readonly string[];
  /** Empty: the one that every lead begins in. */
  stage: string;
  /** Of one that is lost. */
  lostReason: string;
  note: string;
  company: string;
  city: string;
  language: string;
  priority: Priority | "";
  value: string;
  custom: Record<string, FieldValue>;
}

export function emptyDraft(id: string, owner: string): Draft {
  return {
    id,
    name: "",
    phone: "",
    email: "",
    source: "hand",
    owner,
    team: "",
    project: "",
    projects: [],
    tags: [],
    stage: "",
    lostReason: "",
    note: "",
    company: "",
    city: "",
    language: "",
    priority: "",
    value: "",
    custom: {},
  };
}

/** Which field is wrong; `custom:<id>` is one of the workspace's own. */
export type Wrong = "needs" | "email" | "value" | `custom:${string}`;

/** The lead to be sent, or the first field that cannot be right. */
export function readDraft(
  draft: Draft,
  { fields: own, stages }: Pick<Setup, "fields" | "stages">,
): { readonly wrong: Wrong } | { readonly lead: NewLead } {
  const text = (value: string) => (value.trim() === "" ? {} : value.trim());
  const fields: LeadFieldsInput = {};
  for (const field of ["name", "phone", "email", "company", "city", "language"] as const) {
    const typed = text(draft[field]);
    if (typeof typed === "string") fields[field] = typed;
  }
  if (fields.name === undefined && fields.phone === undefined && fields.email === undefined) return { wrong: "needs" };
  if (fields.email != null && !v.is(leadFields, { email: fields.email })) return { wrong: "email" };
  if (draft.value.trim() !== "") {
    const value = readAmount(draft.value);
    if (value === null) return { wrong: "value" };
    fields.value = value;
  }
  if (draft.priority !== "") fields.priority = draft.priority;
  const custom: Record<string, FieldValue> = {};
  for (const field of own) {
    if (field.retired !== undefined) continue;
    const value = draft.custom[field.id];
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    const read = field.type === "number" && typeof value === "string" ? readNumber(value) : value;
    if (read === null) return { wrong: `custom:${field.id}` };
    custom[field.id] = read;
  }
  if (Object.keys(custom).length > 0) fields.custom = custom;
  if (draft.tags.length > 0) fields.tags = [...draft.tags];
  // Another stage may have been chosen since.
  if (draft.lostReason !== "" && stageOf({ stages }, draft.stage)?.kind === "lost") fields.lostReason = draft.lostReason;
  const projects = [...new Set([draft.project, ...draft.projects])].filter((id) => id !== "");
  const note = draft.note.trim();
  return {
    lead: {
      id: draft.id,
      fields,
      source: draft.source,
      owner: draft.owner === "" ? null : draft.owner,
      ...(draft.owner === "" && draft.team !== "" && { team: draft.team }),
      ...(draft.stage !== "" && { stage: draft.stage }),
      ...(projects.length > 0 && { projects }),
      ...(note !== "" && { note }),
    },
  };
}
