import * as v from "valibot";
import { type FieldValue, fieldValue } from "../../domain/setup.ts";
import type { Command } from "../connection/command.ts";
import type { Called } from "./notice.ts";

/** Something somebody typed: into a field, or as words of their own. */
export interface Written {
  /** Named as the story names fields; null: a note, or what was said. */
  readonly field: string | null;
  readonly value: FieldValue;
}

/** What another version of the app wrote in it otherwise is left out. */
const text = v.fallback(v.nullish(v.string()), null);
const written = v.object({
  text,
  note: text,
  fields: v.fallback(v.record(v.string(), v.unknown()), {}),
});
const contacts = v.fallback(v.array(v.object({ value: v.string() })), []);
const own = v.fallback(v.record(v.string(), v.unknown()), {});

/** What somebody wrote in a change: that is what must not be lost (OF1). */
export function writtenIn({ body }: Pick<Command, "body">): readonly Written[] {
  const { text: said, note, fields } = v.parse(written, body);
  return [
    ...[said, note].flatMap((value) => of(null, value)),
    ...Object.entries(fields).flatMap(([field, value]) => {
      if (field === "contacts") return v.parse(contacts, value).flatMap((one) => of(field, one.value));
      if (field === "custom") return Object.entries(v.parse(own, value)).flatMap(([id, one]) => of(`custom:${id}`, one));
      return of(field, value);
    }),
  ];
}

const person = v.object({ name: text, phone: text, email: text });

/** Who a lead that waits to be added is, as they were typed. */
export function calledIn({ kind, body }: Command): Called | null {
  if (kind !== "create") return null;
  const { name, phone, email } = v.parse(person, v.parse(written, body).fields);
  return { name: name ?? "", phone: phone ?? null, email: email ?? null, isTest: false };
}

function of(field: string | null, value: unknown): readonly Written[] {
  const parsed = v.safeParse(fieldValue, value);
  return !parsed.success || parsed.output === "" || (Array.isArray(parsed.output) && parsed.output.length === 0)
    ? []
    : [{ field, value: parsed.output }];
}
