import { type Contact, MAX_CONTACTS } from "./edit.ts";
import { besideFirst } from "./editing.ts";
import type { Identity } from "./identity.ts";

/** Fields that a form can fill, and what was given in one. */
export interface Given {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly city: string | null;
  readonly language: string | null;
}

export type Filled = { -readonly [K in keyof Given]?: Given[K] } & { contacts?: Contact[] };

const GIVEN = ["name", "phone", "email", "company", "city", "language"] as const satisfies readonly (keyof Given)[];

/**
 * ED1: what a repeat adds to a lead. It fills what is empty and overwrites nothing; a further telephone or address is put beside the first
 * one. What a person edited it leaves as it is, emptied too.
 */
export function filledBy(
  lead: Given & { readonly contacts: readonly Contact[]; readonly edited: readonly string[] },
  given: Given,
  identities: readonly Identity[],
): Filled {
  const isFree = (field: string) => !lead.edited.includes(field);
  const filled: Filled = {};
  for (const field of GIVEN) if (!lead[field] && given[field] && isFree(field)) Object.assign(filled, { [field]: given[field] });
  const contacts = furtherContacts({ ...lead, ...filled }, given, identities);
  return { ...filled, ...(isFree("contacts") && contacts.length > lead.contacts.length && { contacts }) };
}

/** The contacts beside a lead's first telephone and address, with those that a form gave; the ones that are there stay. */
export function furtherContacts(
  { phone, email, contacts }: Pick<Given, "phone" | "email"> & { readonly contacts: readonly Contact[] },
  given: Pick<Given, "phone" | "email">,
  identities: readonly Identity[],
): Contact[] {
  const typed = (["phone", "email"] as const).flatMap((kind) => (given[kind] === null ? [] : [{ kind, value: given[kind] }]));
  const further = [...identities, ...typed].map(({ kind, value }) => ({ kind, value, label: null }));
  const added = besideFirst({ phone, email, contacts: further }).filter(
    (one) => !contacts.some(({ kind, value }) => kind === one.kind && value === one.value),
  );
  return [...contacts, ...added].slice(0, Math.max(MAX_CONTACTS, contacts.length));
}
