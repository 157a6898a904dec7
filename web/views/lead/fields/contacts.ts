import { type Accessor, createSignal } from "solid-js";
import * as v from "valibot";
import { type Contact, type LeadFieldsInput, leadFields, MAX_CONTACTS } from "../../../../domain/edit.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { createHeld } from "./held.ts";
import type { LeadFields } from "./lead-fields.ts";

/** As this app made it, or an earlier one did. */
interface EditBody {
  readonly fields: { readonly contacts?: readonly Contact[] };
}
export type ContactKind = Contact["kind"];

/** One further contact and where it stands in the whole list, which is saved as a whole. */
interface Placed {
  readonly at: number;
  readonly contact: Contact;
}

export interface Contacts {
  first(kind: ContactKind): string | null;
  further(kind: ContactKind): readonly Placed[];
  /** Further ones can be changed: the whole list is known to this person. */
  readonly mayList: Accessor<boolean>;
  mayAdd(): boolean;
  /** Each says whether it may be so. An empty first one gives its place to the next. */
  saveFirst(kind: ContactKind, text: string): boolean;
  save(at: number, contact: Contact): boolean;
  add(kind: ContactKind, text: string): boolean;
  remove(at: number): void;
  makeFirst(at: number): void;
  readonly adding: Accessor<ContactKind | null>;
  beginAdding(kind: ContactKind): void;
  endAdding(): void;
}

/** A lead's telephones and addresses: the first of each is the row's own, further ones come with the open lead. */
export function createContacts(of: LeadFields): Contacts {
  const { t } = useWords();
  const { commands } = useWorkspace();
  const [adding, setAdding] = createSignal<ContactKind | null>(null);
  const [list, hold] = createHeld<readonly Contact[]>(() => of.opened.detail()?.contacts ?? [], {
    commands,
    lead: () => of.row().id,
    over: (told, { command: { kind, body } }) => (kind === "fields" ? ((body as Partial<EditBody>).fields?.contacts ?? told) : told),
  });
  const first = (kind: ContactKind) => of.row()[kind];
  const label = (kind: ContactKind) => t(`fields.${kind}`);

  function send(
    field: string,
    kind: ContactKind,
    next: readonly Contact[],
    firsts: Partial<Pick<LeadRow, ContactKind>>,
    draft: string,
  ): void {
    const fields: LeadFieldsInput = { ...firsts, contacts: next.map((one) => ({ ...one })) };
    hold(next, of.edits.save(field, label(kind), fields, firsts, draft));
  }
  /** What cannot be right is said before it is sent. */
  function wrong(field: string, kind: ContactKind, text: string): boolean {
    if (v.is(leadFields, { [kind]: text })) return false;
    of.edits.refuse(field, t(`fields.wrong.${kind}`), text);
    return true;
  }
  function twice(field: string, kind: ContactKind, text: string, but = -1): boolean {
    const known = [first(kind), ...list().flatMap((one, at) => (at !== but && one.kind === kind ? [one.value] : []))];
    if (!known.includes(text)) return false;
    of.edits.refuse(field, t("fields.wrong.same"), text);
    return true;
  }

  return {
    first,
    further: (kind) => list().flatMap((contact, at) => (contact.kind === kind ? [{ at, contact }] : [])),
    // PV2: with something kept from this person the list is not whole, and saving it would take the rest away.
    mayList: () => of.mayEdit() && of.opened.detail() !== undefined && (of.row().masked?.length ?? 0) === 0,
    mayAdd: () => list().length < MAX_CONTACTS,
    saveFirst: (kind, text) => {
      if (text === "") {
        const at = list().findIndex((one) => one.kind === kind);
        const next = list()[at];
        const firsts = { [kind]: next?.value ?? null };
        if (next === undefined) void of.edits.save(kind, label(kind), firsts, firsts, text);
        else send(kind, kind, list().toSpliced(at, 1), firsts, text);
        return true;
      }
      if (wrong(kind, kind, text)) return false;
      void of.edits.save(kind, label(kind), { [kind]: text }, { [kind]: text }, text);
      return true;
    },
    save: (at, contact) => {
      const field = `contacts:${at}`;
      const { kind, value } = contact;
      if (value === "") send(field, kind, list().toSpliced(at, 1), {}, value);
      else if (wrong(field, kind, value) || twice(field, kind, value, at)) return false;
      else send(field, kind, list().with(at, contact), {}, value);
      return true;
    },
    add: (kind, value) => {
      if (value === "") return true;
      if (wrong("contacts:new", kind, value) || twice("contacts:new", kind, value)) return false;
      send("contacts:new", kind, [...list(), { kind, value, label: null }], {}, value);
      return true;
    },
    remove: (at) => {
      const one = list()[at];
      if (one !== undefined) send(`contacts:${at}`, one.kind, list().toSpliced(at, 1), {}, "");
    },
    makeFirst: (at) => {
      const one = list()[at];
      if (one === undefined) return;
      const before = first(one.kind);
      const others = list().toSpliced(at, 1, ...(before === null ? [] : [{ kind: one.kind, value: before, label: null }]));
      send(one.kind, one.kind, others, { [one.kind]: one.value }, "");
    },
    adding,
    beginAdding: setAdding,
    endAdding: () => setAdding(null),
  };
}
