import * as v from "valibot";
import { uuid } from "./ids.ts";

/** A way of looking at leads that is kept: what is shown, in which order, how. */

export const VIEW_LAYOUTS = ["table", "board", "list"] as const;
export const VIEW_GROUPS = ["owner", "stage", "project", "source"] as const;
/** Whose a view is: one's own, a team's, the workspace's, or anybody's of the workspace who has the link. */
export const VIEW_SHARES = ["own", "team", "workspace", "link"] as const;

const column = v.object({
  id: v.pipe(v.string(), v.maxLength(60)),
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(40), v.maxValue(1_000))),
});

/** `filter` is an address's query, as `domain/filter.ts` reads and writes it. */
export const viewShape = v.object({
  layout: v.picklist(VIEW_LAYOUTS),
  filter: v.pipe(v.string(), v.maxLength(2_000)),
  sort: v.pipe(v.string(), v.maxLength(60)),
  group: v.nullable(v.picklist(VIEW_GROUPS)),
  columns: v.pipe(v.array(column), v.maxLength(60)),
});
export type ViewShape = v.InferOutput<typeof viewShape>;

export const savedView = v.object({
  id: uuid,
  name: v.string(),
  by: v.string(),
  share: v.picklist(VIEW_SHARES),
  team: v.nullable(v.string()),
  shape: viewShape,
  version: v.number(),
});
export type SavedView = v.InferOutput<typeof savedView>;

/** Of one person. */
export const MAX_VIEWS = 100;

/**
 * `version` is 0 for a new one, else the one that was changed. `team` of those that are shared with one. Its maker changes it; where it is
 * a team's or the workspace's, so does everybody who may share views.
 */
export const viewBody = v.pipe(
  v.object({
    version: v.pipe(v.number(), v.integer(), v.minValue(0)),
    name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80), v.regex(/^[^\p{Cc}]+$/u)),
    share: v.picklist(VIEW_SHARES),
    team: v.nullable(v.pipe(v.string(), v.maxLength(64))),
    shape: viewShape,
  }),
  v.check(({ share, team }) => (share === "team") === (team !== null)),
);
export type ViewBody = v.InferOutput<typeof viewBody>;
export const viewRemovalBody = v.object({ version: v.number() });
export const viewAnswer = v.object({ view: savedView });
