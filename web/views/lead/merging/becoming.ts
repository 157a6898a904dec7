import type { LeadDetail } from "../../../../domain/api.ts";
import { plainOf, toldChanges, valueIn } from "../../../../domain/editing.ts";
import { Refusal } from "../../../../domain/errors.ts";
import { BANNABLE, type Bannable } from "../../../../domain/lead.ts";
import { gained } from "../../../../domain/merge.ts";
import { isBanned } from "../../../../domain/nocontact.ts";
import type { FieldValue, Setup } from "../../../../domain/setup.ts";
import { withdrawnOf } from "../../../../domain/story.ts";
import { customField, textKey } from "../../../../domain/values.ts";

/** What becomes of the lead that stays. */
export interface Becoming {
  /** Of a field with several values those that come. */
  readonly gains: readonly { readonly field: string; readonly value: FieldValue }[];
  readonly projects: readonly string[];
  readonly forms: number;
  /** Notes and tries, as far as the other's story is here; `more`: there are others. */
  readonly tries: number;
  readonly more: boolean;
  /** Open ones: what it has no way for any more is dropped. */
  readonly followUps: number;
  /** Of both: what is dropped because one of them asked not to be reached that way. */
  readonly dropped: number;
  /** Where both say something, and not the same. */
  readonly keeps: readonly { readonly field: string; readonly kept: FieldValue; readonly given: FieldValue }[];
  readonly banned: readonly Bannable[];
}

const ONE_OF = ["name", "company", "city", "language", "priority", "value"] as const;

/** LM1: as the server will decide it. "contacts" and "tags": together they have more of them than one lead can have. */
export function becoming(stays: LeadDetail, goes: LeadDetail, setup: Setup): Becoming | "contacts" | "tags" {
  const [now, theirs] = [plainOf(stays.row, stays.contacts), plainOf(goes.row, goes.contacts)];
  const changes = tried(() => gained(now, stays.row.stage, theirs, setup));
  if (typeof changes === "string") return changes;
  const told = toldChanges(changes);
  const fields = [...ONE_OF, ...setup.fields.filter(({ retired }) => retired === undefined).map(({ id }) => customField(id))];
  const taken = withdrawnOf(goes.timeline);
  const open = [...stays.followUps, ...goes.followUps].filter(({ state }) => state === "open");
  const banned = [...new Set([...stays.bans, ...goes.bans].map(({ channel }) => channel))];
  return {
    gains: told.kind === "fields" ? told.changes.flatMap(({ field, from, to }) => come(field, from, to)) : [],
    projects: goes.projects.map(({ project }) => project).filter((id) => !stays.projects.some(({ project }) => project === id)),
    forms: goes.submissions.length,
    tries: goes.timeline.filter(({ id, data }) => (data.kind === "note" || data.kind === "attempt") && !taken.has(id)).length,
    more: goes.more,
    followUps: goes.followUps.filter(({ state, way }) => state === "open" && !isBanned(banned, way)).length,
    dropped: open.filter(({ way }) => isBanned(banned, way)).length,
    keeps: fields.flatMap((field) => {
      const [kept, given] = [valueIn(now, field) as FieldValue | null, valueIn(theirs, field) as FieldValue | null];
      return isNothing(kept) || isNothing(given) || isSame(kept, given) ? [] : [{ field, kept, given }];
    }),
    banned: BANNABLE.filter((channel) => banned.includes(channel)),
  };
}

function tried<T>(work: () => T): T | "contacts" | "tags" {
  try {
    return work();
  } catch (error) {
    const field = error instanceof Refusal ? error.detail?.["field"] : undefined;
    if (field === "contacts" || field === "tags") return field;
    throw error;
  }
}

function come(field: string, from: FieldValue | null, to: FieldValue | null): Becoming["gains"] {
  const before: readonly unknown[] = Array.isArray(from) ? from : [];
  const value = Array.isArray(to) ? to.filter((one) => !before.includes(one)) : to;
  return isNothing(value) ? [] : [{ field, value }];
}

function isNothing(value: FieldValue | null): value is null {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isSame(a: FieldValue, b: FieldValue): boolean {
  return typeof a === "string" && typeof b === "string" ? textKey(a) === textKey(b) : JSON.stringify(a) === JSON.stringify(b);
}
