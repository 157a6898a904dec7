import * as v from "valibot";
import { giving, isTeamAlone } from "./giving.ts";
import { uuid } from "./ids.ts";
import { HAND_SOURCES, PRIORITIES } from "./lead.ts";
import { fieldValue, setupId } from "./setup.ts";
import { noteText } from "./story.ts";

/** What people write into a lead by hand. Plain fields are last write wins; both values stay in the lead's story (ED1). */

const line = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most), v.regex(/^[^\p{Cc}]*$/u));
const name = line(200);
/** As typed: the server reads it as a number of the workspace's country and keeps E.164 where it is one. */
const phone = v.pipe(line(60), v.nonEmpty());
const email = v.pipe(line(254), v.regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/));
const language = v.pipe(v.string(), v.regex(/^[a-z]{2}$/));
/** Whole units of the workspace's currency. */
export const leadValue = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000_000_000));
const tag = v.pipe(line(40), v.nonEmpty());
export const MAX_TAGS = 20;
const tags = v.pipe(v.array(tag), v.maxLength(MAX_TAGS));

export const MAX_CONTACTS = 10;
/** A telephone or address beside the first one. */
export const contact = v.object({ kind: v.picklist(["phone", "email"]), value: v.string(), label: v.nullable(v.string()) });
export type Contact = v.InferOutput<typeof contact>;
const contacts = v.pipe(
  v.array(
    v.variant("kind", [
      v.object({ kind: v.literal("phone"), value: phone, label: v.nullable(line(30)) }),
      v.object({ kind: v.literal("email"), value: email, label: v.nullable(line(30)) }),
    ]),
  ),
  v.maxLength(MAX_CONTACTS),
);

/** Any of a lead's plain fields; null empties one. What is not named stays. */
export const leadFields = v.object({
  name: v.optional(name),
  phone: v.optional(v.nullable(phone)),
  email: v.optional(v.nullable(email)),
  contacts: v.optional(contacts),
  company: v.optional(v.nullable(line(200))),
  city: v.optional(v.nullable(line(200))),
  language: v.optional(v.nullable(language)),
  priority: v.optional(v.nullable(v.picklist(PRIORITIES))),
  value: v.optional(v.nullable(leadValue)),
  lostReason: v.optional(v.nullable(setupId)),
  tags: v.optional(tags),
  /** The workspace's own fields, each by its id. */
  custom: v.optional(v.record(setupId, v.nullable(fieldValue))),
});
/** Besides, of a lead that was added by hand, how they came: whoever added it may have meant another way. */
const editedFields = v.object({ ...leadFields.entries, source: v.optional(v.picklist(HAND_SOURCES)) });
export type LeadFields = v.InferOutput<typeof editedFields>;
export type LeadFieldsInput = v.InferInput<typeof editedFields>;

export const editBody = v.object({
  mutation: uuid,
  fields: v.pipe(
    editedFields,
    v.check((fields) => Object.keys(fields).length > 0),
  ),
});

/**
 * A lead added by hand. `id` is made by who adds it: sent twice, there is one. Where somebody has this person already the answer is 409
 * `known_person` with the lead if it may be seen, and whose it is if the workspace says so; `anyway` adds them all the same.
 */
export const createBody = v.pipe(
  v.object({
    mutation: uuid,
    id: uuid,
    fields: v.pipe(
      leadFields,
      v.check((fields) => Boolean(fields.name || fields.phone || fields.email)),
    ),
    source: v.picklist(HAND_SOURCES),
    stage: v.optional(setupId),
    /** Left out: whoever adds it has it. */
    owner: v.optional(giving.owner),
    team: giving.team,
    projects: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(10))),
    note: v.optional(noteText),
    anyway: v.optional(v.boolean()),
  }),
  v.forward(
    v.check((body) => isTeamAlone(body)),
    ["team"],
  ),
);
export type CreateBody = v.InferOutput<typeof createBody>;

export const archiveBody = v.object({ mutation: uuid, archived: v.boolean() });
const written = {
  mutation: uuid,
  text: noteText,
  mentions: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(20)), []),
};
/** `handover`: by who had the lead before, for who has it now. */
export const noteBody = v.object({ ...written, handover: v.optional(v.literal(true)) });
/** `text` null takes the note back. */
export const rewriteBody = v.object({ ...written, text: v.nullable(noteText) });
