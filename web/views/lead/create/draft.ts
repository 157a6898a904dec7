import * as v from "valibot";
import { type LeadFieldsInput, leadFields } from "../../../../domain/edit.ts";
import type { HAND_SOURCES, Priority } from "../../../../domain/lead.ts";
import type { FieldSetup, FieldValue } from "../../../../domain/setup.ts";
import type { NewLead } from "../../../store/floor/fields.ts";
import { readAmount, readNumber } from "../fields/amount.ts";

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
  project: string;
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
    project: "",
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
export function readDraft(draft: Draft, own: readonly FieldSetup[]): { readonly wrong: Wrong } | { readonly lead: NewLead } {
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
    const value = draft.custom[field.id];
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) continue;
    const read = field.type === "number" && typeof value === "string" ? readNumber(value) : value;
    if (read === null) return { wrong: `custom:${field.id}` };
    custom[field.id] = read;
  }
  if (Object.keys(custom).length > 0) fields.custom = custom;
  const note = draft.note.trim();
  return {
    lead: {
      id: draft.id,
      fields,
      source: draft.source,
      owner: draft.owner === "" ? null : draft.owner,
      ...(draft.project !== "" && { projects: [draft.project] }),
      ...(note !== "" && { note }),
    },
  };
}
