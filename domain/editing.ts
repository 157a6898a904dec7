import type { Contact, LeadFields } from "./edit.ts";
import { Refusal } from "./errors.ts";
import { emailIdentity, type Identity } from "./identity.ts";
import { isKept, textWithout } from "./kept.ts";
import { isHandSource, type LeadRow } from "./lead.ts";
import { phoneIdentity } from "./phone.ts";
import type { Maskable } from "./rights.ts";
import { type FieldValue, fits, type Setup, stageOf } from "./setup.ts";
import type { TimelineData } from "./story.ts";
import { customField, textKey } from "./values.ts";

/** What an edit of a lead's plain fields comes to: what is kept of what was typed, and what of it is a change (ED1). */

/** A lead's plain fields as they stand. */
export interface Plain {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly contacts: readonly Contact[];
  readonly company: string | null;
  readonly city: string | null;
  readonly language: string | null;
  readonly priority: NonNullable<LeadRow["priority"]> | null;
  readonly value: number | null;
  readonly lostReason: string | null;
  /** Meta's platform, or how whoever added the lead says they came. */
  readonly source: string | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, FieldValue>>;
}

export const NO_FIELDS: Plain = {
  name: "",
  phone: null,
  email: null,
  contacts: [],
  company: null,
  city: null,
  language: null,
  priority: null,
  value: null,
  lostReason: null,
  source: null,
  tags: [],
  custom: {},
};

export function plainOf(row: LeadRow, contacts: readonly Contact[]): Plain {
  const { name, phone, email, company = null, city = null, language = null } = row;
  const { priority = null, value = null, lostReason = null } = row;
  return {
    name,
    phone,
    email,
    contacts,
    company,
    city,
    language,
    priority,
    value,
    lostReason,
    source: row.source,
    tags: row.tags ?? [],
    custom: row.custom ?? {},
  };
}

type Value = string | number | boolean | readonly (string | Contact)[] | null;

/** One field, by its name, `custom:<id>` for one of the workspace's own. */
export interface FieldChange {
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
}

/** Of what was typed: telephones as numbers of the workspace's country where they are some, each thing once, nothing for what is empty. */
export function asKept(typed: LeadFields, country: string): LeadFields {
  const { phone, email, contacts, company, city, tags, custom } = typed;
  return {
    ...typed,
    ...(phone != null && { phone: phoneAsKept(phone, country) }),
    ...(email != null && { email: emailAsKept(email) }),
    ...(contacts !== undefined && {
      contacts: contacts.map(({ kind, value, label }) => ({
        kind,
        value: kind === "phone" ? phoneAsKept(value, country) : emailAsKept(value),
        label: label || null,
      })),
    }),
    ...(company === "" && { company: null }),
    ...(city === "" && { city: null }),
    ...(tags !== undefined && { tags: onceEach(tags, textKey) }),
    ...(custom !== undefined && { custom: Object.fromEntries(Object.entries(custom).map(([id, value]) => [id, filled(value)])) }),
  };
}

function phoneAsKept(typed: string, country: string): string {
  return phoneIdentity(typed, country) ?? typed;
}

function emailAsKept(typed: string): string {
  return emailIdentity(typed) ?? typed;
}

function filled(value: FieldValue | null): FieldValue | null {
  const tidy = typeof value === "string" ? value.trim() : value;
  return tidy === "" || (Array.isArray(tidy) && tidy.length === 0) ? null : tidy;
}

/** What of it is a change. Throws a Refusal that names the first field whose value is none of its own. */
export function decideEdit(now: Plain, stage: string, kept: LeadFields, setup: Setup): FieldChange[] {
  const { custom = {}, ...fields } = kept;
  if (fields.lostReason != null && fields.lostReason !== now.lostReason && !canBeLostFor(fields.lostReason, stage, setup))
    throw new Refusal("invalid_input", { field: "lostReason" });
  // Where Meta brought somebody from is no matter of opinion.
  if (fields.source !== undefined && !isHandSource(now.source)) throw new Refusal("invalid_input", { field: "source" });
  const reached = ["phone", "email", "contacts"].some((field) => field in fields);
  const wanted = { ...fields, ...(reached && { contacts: besideFirst({ ...now, ...(fields as Partial<Plain>) }) }) };
  const plain = (Object.keys(wanted) as (keyof typeof wanted)[]).map((field) => ({ field, from: now[field], to: wanted[field] ?? null }));
  const own = Object.entries(custom).map(([id, to]) => {
    const [field, before] = [setup.fields.find((one) => one.id === id), now.custom[id]];
    const stays = to === null || same(to, before);
    if (field === undefined || (!stays && (field.retired || !fits(field, to, before))))
      throw new Refusal("invalid_input", { field: customField(id) });
    return { field: customField(id), from: before ?? null, to };
  });
  return [...plain, ...own].filter(({ from, to }) => !same(from, to));
}

function canBeLostFor(reason: string, stage: string, setup: Setup): boolean {
  return stageOf(setup, stage)?.kind === "lost" && setup.lostReasons.some((one) => one.id === reason && !one.retired);
}

/** Further telephones and addresses, each once, without those that are the first ones. */
export function besideFirst({ phone, email, contacts }: Pick<Plain, "phone" | "email" | "contacts">): Contact[] {
  const known = contacts.filter(({ kind, value }) => value !== (kind === "phone" ? phone : email));
  return onceEach(known, ({ kind, value }) => `${kind} ${value}`);
}

/** PV2: who may not see a telephone or an address writes none either, nor the further ones, which they may see some of only. */
export function isKeptFrom(masked: readonly Maskable[], fields: readonly string[]): boolean {
  return masked.some((field) => fields.includes(field)) || (masked.length > 0 && fields.includes("contacts"));
}

/** PV2: nor what they see a part of only: a telephone stands in what it is called, or in a text of the workspace's own. */
export function isPartlyKept(masked: readonly Maskable[], now: Plain, { custom = {}, ...fields }: LeadFields): boolean {
  const texts = LINES.flatMap((field) => (field in fields ? (now[field] ?? []) : []));
  return texts.some((text) => textWithout(masked, text) !== text) || Object.keys(custom).some((id) => isKept(masked, now.custom[id]));
}
const LINES = ["name", "company", "city", "tags"] as const;

/** The fields as they are after the changes. */
export function changed(now: Plain, changes: readonly Pick<FieldChange, "field" | "to">[]): Plain {
  const { custom, ...plain } = now;
  const after = new Map<string, unknown>(Object.entries(plain));
  const own = new Map<string, unknown>(Object.entries(custom).map(([id, value]) => [customField(id), value]));
  for (const { field, to } of changes) {
    if (after.has(field)) after.set(field, to);
    else if (to === null) own.delete(field);
    else own.set(field, to);
  }
  const values = [...own].map(([field, value]) => [field.slice(customField("").length), value]);
  return { ...Object.fromEntries(after), custom: Object.fromEntries(values) } as Plain;
}

/** What stands in a field. */
export function valueIn(plain: Plain, field: string): Value {
  const value = new Map<string, Value>(Object.entries(plain)).get(field);
  return value === undefined ? (plain.custom[field.slice(customField("").length)] ?? null) : value;
}

/** By which a repeat of the same person is known again. */
export function identitiesIn({
  phone,
  email,
  contacts,
}: Pick<LeadFields, "phone" | "email"> & { contacts?: readonly Contact[] | undefined }): Identity[] {
  const all = [{ kind: "phone" as const, value: phone ?? null }, { kind: "email" as const, value: email ?? null }, ...(contacts ?? [])];
  const identities = all.flatMap(({ kind, value }) => {
    // What is kept is in the international form, whatever the country, or it is no telephone.
    const identity = value === null ? null : kind === "phone" ? phoneIdentity(value, "") : emailIdentity(value);
    return identity === null ? [] : [{ kind, value: identity }];
  });
  return onceEach(identities, ({ kind, value }) => `${kind} ${value}`);
}

/** The changes as the lead's story tells them. */
export function toldChanges(changes: readonly FieldChange[]): TimelineData {
  return { kind: "fields", changes: changes.map(({ field, from, to }) => ({ field, from: shown(from), to: shown(to) })) };
}

function shown(value: Value): FieldValue | null {
  if (value === null || typeof value !== "object") return value;
  return value.length === 0 ? null : value.map((one) => (typeof one === "string" ? one : contactShown(one)));
}

function contactShown({ value, label }: Contact): string {
  return label === null ? value : `${value} (${label})`;
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function onceEach<T>(list: readonly T[], key: (one: T) => string): T[] {
  const keys = list.map(key);
  return list.filter((_, at) => keys.indexOf(keys[at] ?? "") === at);
}
