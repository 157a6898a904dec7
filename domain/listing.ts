import * as v from "valibot";
import { uuid } from "./ids.ts";
import { leadRow } from "./lead.ts";
import { position } from "./wire.ts";

/** Questions about many leads: a page of a list, how many there are, who is meant. Each brings its filter in the query (`domain/filter.ts`). */

/**
 * `after` is the `next` of the page before, of the same filter and order. `sort` is one that the server keeps (`isServerSort`); archived
 * leads have one order only, by when they were archived.
 */
export const leadsQuery = v.object({
  after: v.optional(v.pipe(v.string(), v.regex(/^e?\d{1,16}\.\d{1,16}$/))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)), "50"),
  sort: v.optional(v.pipe(v.string(), v.maxLength(60))),
});

/** What leads are counted by. A lead of several projects counts in each of them; by `firstProject`, in the one it came by. */
export const COUNT_GROUPS = ["stage", "owner", "team", "project", "firstProject", "source"] as const;
export type CountGroup = (typeof COUNT_GROUPS)[number];
export const countsQuery = v.object({ group: v.optional(v.picklist(COUNT_GROUPS)) });

/** Where not all were counted, more than so many are so many and more. */
export const COUNT_LIMIT = 1_000;

const counted = {
  count: v.number(),
  /** What they are worth together, in whole units of the workspace's currency. */
  value: v.number(),
};

/**
 * Leads in one's sight that fit the filter; test leads only where it asks for them. `groups` holds those there are, null for leads without
 * one. `atLeast`: there may be more than were counted, in all and in each group; else it is exact, as of `position`.
 */
export const countsAnswer = v.object({
  position,
  ...counted,
  groups: v.array(v.object({ key: v.nullable(v.string()), ...counted })),
  atLeast: v.boolean(),
});
export type Counts = v.InferOutput<typeof countsAnswer>;

export const MAX_SEARCH = 200;
export const searchQuery = v.object({ q: v.pipe(v.string(), v.maxLength(MAX_SEARCH)) });

/** Where the words were found. */
export const SEARCH_PARTS = ["name", "company", "about", "phone", "email", "notes"] as const;
export type SearchPart = (typeof SEARCH_PARTS)[number];

/** The best first, archived ones among them (`archivedAt`). `matched` says by lead where its words stand: `about` is its city and its tags. */
export const searchAnswer = v.object({
  position,
  rows: v.array(leadRow),
  matched: v.record(uuid, v.array(v.picklist(SEARCH_PARTS))),
  /** There are others. */
  more: v.boolean(),
});
export type Found = v.InferOutput<typeof searchAnswer>;
