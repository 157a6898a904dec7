import * as v from "valibot";
import { type Contact, type LeadFields, MAX_CONTACTS, MAX_TAGS } from "./edit.ts";
import { besideFirst, decideEdit, type FieldChange, type Plain } from "./editing.ts";
import { Refusal } from "./errors.ts";
import { uuid } from "./ids.ts";
import { fits, type Setup } from "./setup.ts";
import type { TimelineData } from "./story.ts";
import { textKey } from "./values.ts";

/** LM1: two leads that are one person become one. One of them stays; the other goes into it. */

/** `other` goes into the lead of the address. */
export const mergeBody = v.object({ mutation: uuid, other: uuid });

/** What goes over with the person: what they sent, what was said to them and planned with them. Whose the other lead was stays in its own story. */
export const GOES_OVER = [
  "submission",
  "attempt",
  "note",
  "rewritten",
  "withdrawn",
  "project",
  "follow_up",
  "no_contact",
] as const satisfies readonly TimelineData["kind"][];

/**
 * What the lead that stays gains: what is empty in it is filled from the other, and further telephones, addresses and tags stand beside its
 * own. Where both say something its own stays. Throws a Refusal where there are more of them than one lead has.
 */
export function gained(stays: Plain, stage: string, goes: Plain, setup: Setup): FieldChange[] {
  const first = { phone: stays.phone ?? goes.phone, email: stays.email ?? goes.email };
  const contacts = besideFirst({ ...first, contacts: [...stays.contacts, ...reachedBy(goes)] });
  const tags = [...stays.tags, ...goes.tags.filter((tag) => !stays.tags.some((one) => textKey(one) === textKey(tag)))];
  if (contacts.length > MAX_CONTACTS) throw new Refusal("invalid_input", { field: "contacts", why: "many" });
  if (tags.length > MAX_TAGS) throw new Refusal("invalid_input", { field: "tags", why: "many" });
  const own = setup.fields.flatMap((field) => {
    const value = goes.custom[field.id];
    const free = stays.custom[field.id] === undefined && field.retired === undefined;
    return free && value !== undefined && fits(field, value, undefined) ? [[field.id, value] as const] : [];
  });
  const fields: LeadFields = {
    name: stays.name || goes.name,
    ...first,
    contacts,
    company: stays.company ?? goes.company,
    city: stays.city ?? goes.city,
    language: stays.language ?? goes.language,
    priority: stays.priority ?? goes.priority,
    value: stays.value ?? goes.value,
    tags,
    custom: Object.fromEntries(own),
  };
  return decideEdit(stays, stage, fields, setup);
}

function reachedBy({ phone, email, contacts }: Plain): Contact[] {
  return [
    ...(phone === null ? [] : [{ kind: "phone" as const, value: phone, label: null }]),
    ...(email === null ? [] : [{ kind: "email" as const, value: email, label: null }]),
    ...contacts,
  ];
}
