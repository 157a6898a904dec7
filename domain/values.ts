import type { LeadRow } from "./lead.ts";
import { openWords } from "./kept.ts";
import { fold } from "./name.ts";
import type { FieldSetup, FieldType, FieldValue, Setup } from "./setup.ts";

/** What leads are looked up by besides owner, team and stage: keys in the order of what they stand for, so that a range of them is a range of it. */

export interface LeadValue {
  /** `project`, `tag`, or `custom:<id>` of the workspace's own. */
  readonly field: string;
  readonly key: string;
}

/** As a field of the workspace's own is called beside the others. */
export function customField(id: string): string {
  return `custom:${id}`;
}

/** Everything a lead is looked up by: what `lead_value` has to hold of it. */
export function valuesOf(lead: Pick<LeadRow, "projects" | "tags" | "custom">, setup: Pick<Setup, "fields">): LeadValue[] {
  return [
    ...(lead.projects ?? []).map((project) => ({ field: "project", key: project })),
    ...tagValues(lead.tags ?? []),
    ...setup.fields.filter(isLookedUp).flatMap((field) => customValues(field, lead.custom?.[field.id])),
  ];
}

export function tagValues(tags: readonly string[]): LeadValue[] {
  return [...new Set(tags.map(tagKey).flatMap(some))].map((key) => ({ field: "tag", key }));
}

export function customValues(field: Pick<FieldSetup, "id" | "type">, value: FieldValue | null | undefined): LeadValue[] {
  return value == null ? [] : keysOf(field.type, value).map((key) => ({ field: customField(field.id), key }));
}

/** Whether leads are looked up by it: what is retired is offered no more. */
export function isLookedUp(field: Pick<FieldSetup, "filterable" | "retired">): boolean {
  return field.filterable && field.retired === undefined;
}

/** A value that does not fit its field has no key. */
export function keysOf(type: FieldType, value: FieldValue): string[] {
  switch (type) {
    case "text":
      return typeof value === "string" ? some(textKey(value)) : [];
    case "number":
      return typeof value === "number" ? [numberKey(value)] : [];
    case "date":
    case "choice":
      return typeof value === "string" ? some(value) : [];
    case "choices":
      return Array.isArray(value) ? [...new Set(value)] : [];
    case "checkbox":
      return typeof value === "boolean" ? [value ? "1" : "0"] : [];
  }
}

/** PV2: nobody looks leads up by a telephone that somebody made a tag. */
export function tagKey(tag: string): string {
  const open = openWords(tag);
  return open === fold(tag) ? textKey(tag) : textKey(open);
}

const MOST = 64;

/** Equal for what people write in several ways. What folding leaves nothing of stands for itself. */
export function textKey(text: string): string {
  const plain = text.replace(/\p{Cc}+/gu, " ").trim();
  return Array.from(fold(plain) || plain)
    .slice(0, MOST)
    .join("");
}

const BYTES = 8;

/** Sixteen hex digits that sort as the numbers do: the bits of the number, those of negative ones turned round. */
export function numberKey(value: number): string {
  const view = new DataView(new ArrayBuffer(BYTES));
  // Both zeros are one.
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const sign = 1n << 63n;
  return ((bits & sign) === 0n ? bits | sign : ~bits & ((1n << 64n) - 1n)).toString(16).padStart(2 * BYTES, "0");
}

function some(key: string): string[] {
  return key === "" ? [] : [key];
}
