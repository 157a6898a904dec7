import * as v from "valibot";
import { FAULTS } from "./faults.ts";

/** The control API's bodies: what tests and the demo ask of Meta. */

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const digits = v.pipe(v.string(), v.regex(/^\d{1,24}$/));
const datum = v.object({ name: v.string(), values: v.optional(v.array(v.string())) });
const option = v.object({ key: v.string(), value: v.string() });
const question = v.object({ id: v.string(), key: v.string(), label: v.string(), type: v.string(), options: v.optional(v.array(option)) });

export const formBody = v.object({
  id: digits,
  name: v.string(),
  locale: v.optional(v.string(), "en_US"),
  questions: v.optional(v.array(question)),
  checkboxes: v.optional(v.array(v.object({ key: v.string(), text: v.string() })), []),
});
export type FormBody = v.InferOutput<typeof formBody>;

export const pageBody = v.object({
  id: digits,
  name: v.string(),
  token: v.string(),
  forms: v.array(formBody),
  rain: v.optional(v.boolean(), true),
  category: v.optional(v.string(), "Real estate"),
  /** What the person of the dialog may do on it. */
  tasks: v.optional(v.array(v.string()), ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"]),
  /** False: nobody is told of its leads until an app asks for that. */
  subscribed: v.optional(v.boolean(), true),
});
export type PageBody = v.InferOutput<typeof pageBody>;

export const subscriptionBody = v.object({ page: digits, fields: v.array(v.string()) });

const creation = {
  page: v.optional(digits),
  form: v.optional(digits),
  count: v.optional(count, 1),
  seed: v.optional(v.number()),
  test: v.optional(v.boolean(), false),
  organic: v.optional(v.boolean(), false),
  person: v.optional(v.object({ name: v.optional(v.string()), phone: v.optional(v.string()), email: v.optional(v.string()) })),
  leads: v.optional(v.array(v.object({ field_data: v.array(datum) }))),
};
export const createBody = v.object(creation);
export type CreateBody = v.InferOutput<typeof createBody>;

const sending = {
  repeat: v.optional(count, 1),
  shuffle: v.optional(v.boolean(), false),
  /** Changes a delivery; Meta batches up to 1,000. */
  batch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1),
  badSignature: v.optional(share, 0),
  quotedIds: v.optional(v.boolean(), true),
  perSecond: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(1000))),
};
export const rainBody = v.object({ ...creation, ...sending });
export type RainBody = v.InferOutput<typeof rainBody>;

export const deliverBody = v.object({ leads: v.array(digits), ...sending });
export const steadyBody = v.object({ everyMs: v.pipe(v.number(), v.integer(), v.minValue(100)), page: v.optional(digits) });

export const faultsBody = v.object({
  share,
  kinds: v.pipe(v.array(v.picklist(FAULTS)), v.minLength(1)),
  /** ms UTC; without it until deleted. */
  until: v.optional(v.number()),
  page: v.optional(digits),
  /** Only reads of this. */
  of: v.optional(v.picklist(["lead", "form"])),
  /** Only so many calls. */
  once: v.optional(count),
  timeoutMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000)), 20_000),
  seed: v.optional(v.number(), 1),
});
export type FaultsBody = v.InferOutput<typeof faultsBody>;
