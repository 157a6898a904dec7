import * as v from "valibot";
import { instant, metaId, uuid } from "./ids.ts";
import { platformRole } from "./platform.ts";

/** What the console's API answers. No row of it has a column for a lead's name, phone, email or answers: nothing here could show one. */

export const VERDICTS = ["accepted", "unreadable"] as const;
export const CHANGE_STATES = ["waiting", "done", "parked", "unread"] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** A delivery's id: SHA-256 of its raw body, hex. */
export const deliveryId = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const named = v.object({ id: v.string(), name: v.string() });
const pageRef = v.object({ id: v.string(), name: v.nullable(v.string()), workspace: v.nullable(named) });
export type PageRef = v.InferOutput<typeof pageRef>;

export const deliveryRow = v.object({
  id: deliveryId,
  receivedAt: instant,
  verdict: v.picklist(VERDICTS),
  bytes: v.number(),
  leads: v.number(),
  ignored: v.number(),
  bad: v.number(),
  repeats: v.number(),
  colo: v.nullable(v.string()),
  country: v.nullable(v.string()),
  ip: v.nullable(v.string()),
  browser: v.nullable(v.string()),
  pages: v.array(pageRef),
  /** Its changes, counted by what became of them. A lead told before is a change of the delivery that told it first. */
  states: v.object({ waiting: v.number(), done: v.number(), parked: v.number(), unread: v.number() }),
});
export type DeliveryRow = v.InferOutput<typeof deliveryRow>;

export const changeRow = v.object({
  /** Meta's lead id. */
  lead: v.string(),
  page: pageRef,
  form: v.nullable(v.string()),
  state: v.picklist(CHANGE_STATES),
  reason: v.nullable(v.string()),
  /** A class of `domain/failure.ts`, or `vanished`. */
  failure: v.nullable(v.string()),
  attempts: v.number(),
  repeats: v.number(),
  createdAt: instant,
  dueAt: instant,
  settledAt: v.nullable(instant),
  /** Meta's own trace id, for its support. */
  trace: v.nullable(v.string()),
});
export type ChangeRow = v.InferOutput<typeof changeRow>;

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const keyset = (end: string) => v.pipe(v.string(), v.regex(new RegExp(`^\\d{1,16}\\.${end}$`)));

/** `after` is the answer's `next`; `place` a country or a place of Cloudflare's network. */
export const deliveriesQuery = v.object({
  after: v.optional(keyset("[0-9a-f]{64}")),
  verdict: v.optional(v.picklist(VERDICTS)),
  page: v.optional(v.pipe(v.string(), v.regex(/^\d{1,24}$/))),
  workspace: v.optional(uuid),
  state: v.optional(v.picklist(CHANGE_STATES)),
  place: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2,3}$/))),
  since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number))),
});
export type DeliveriesQuery = v.InferOutput<typeof deliveriesQuery>;
/** Fewer rows than a page with a `next`: so much was looked through, and there is more behind it. */
export const deliveriesAnswer = v.object({ rows: v.array(deliveryRow), next: v.nullable(v.string()) });
export type DeliveriesPage = v.InferOutput<typeof deliveriesAnswer>;

/** Parked ones first. `more`: so many are not among `changes`. */
export const deliveryAnswer = v.object({ row: deliveryRow, changes: v.array(changeRow), more: v.number() });
export type DeliveryDetail = v.InferOutput<typeof deliveryAnswer>;

export const parkedQuery = v.object({
  after: v.optional(keyset("\\d{1,24}")),
  page: v.optional(v.pipe(v.string(), v.regex(/^\d{1,24}$/))),
  reason: v.optional(text(60)),
});
export type ParkedQuery = v.InferOutput<typeof parkedQuery>;
export const parkedGroup = v.object({
  reason: v.string(),
  page: pageRef,
  /** Null: the Page is unknown. */
  pageState: v.nullable(v.picklist(["connected", "broken", "disconnected"])),
  count: v.number(),
  /** The first and the last of them. */
  since: instant,
  last: instant,
});
export type ParkedGroup = v.InferOutput<typeof parkedGroup>;
/** `atLeast`: more than this many are parked; groups count those only. */
export const parkedAnswer = v.object({
  groups: v.array(parkedGroup),
  atLeast: v.boolean(),
  rows: v.array(changeRow),
  next: v.nullable(v.string()),
});
export type Parked = v.InferOutput<typeof parkedAnswer>;

export const retryBody = v.object({ mutation: uuid });
/** Those of a Page, of a reason, or of both. */
export const retryManyBody = v.pipe(
  v.object({ mutation: uuid, page: v.optional(metaId), reason: v.optional(text(60)) }),
  v.check((wish) => wish.page !== undefined || wish.reason !== undefined, "a Page or a reason"),
);
export type RetryWish = Omit<v.InferOutput<typeof retryManyBody>, "mutation">;
/** `left`: so many more are parked by the same wish; asked again, they follow. */
export const retryAnswer = v.object({ asked: v.number(), left: v.number() });
export type Retried = v.InferOutput<typeof retryAnswer>;
/** What became of a retry: `pending` was not looked at yet, `later` failed again and waits for its next try. */
export const retryProgress = v.object({
  asked: v.number(),
  pending: v.number(),
  later: v.number(),
  done: v.number(),
  parked: v.number(),
  unread: v.number(),
});
export type RetryProgress = v.InferOutput<typeof retryProgress>;

/** By cause. What a cause was seen with stays in the database: it may quote what somebody sent us. */
export const diagnosticRow = v.object({
  id: v.string(),
  at: instant,
  kind: v.string(),
  cause: v.string(),
  count: v.number(),
  workspace: v.nullable(named),
  page: v.nullable(v.string()),
});
export type DiagnosticRow = v.InferOutput<typeof diagnosticRow>;
export const diagnosticsAnswer = v.object({ rows: v.array(diagnosticRow) });

export const consoleBoot = v.object({
  me: v.object({ id: v.string(), name: v.string(), role: platformRole }),
  workspaces: v.array(named),
  pages: v.array(v.object({ id: v.string(), name: v.string(), workspace: v.string() })),
  demo: v.boolean(),
});
export type ConsoleBoot = v.InferOutput<typeof consoleBoot>;
