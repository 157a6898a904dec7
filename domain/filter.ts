/**
 * FL1: one language for what a list shows, read from an address and written into one. It has two back ends: `matches` here, for leads that
 * a client holds, and `worker/store/filtering.ts` for those in the database. Both work from the same checks, so that they agree.
 */
export type { Filter, FilterField } from "./filter/condition.ts";
export { customId, isCustom, NO_FILTER } from "./filter/condition.ts";
export type { FilterContext } from "./filter/check.ts";
export { nextDay } from "./filter/days.ts";
export { matcherOf, matches } from "./filter/match.ts";
export {
  compareBy,
  DEFAULT_SORT,
  isServerSort,
  serverOrder,
  type Sort,
  type SortContext,
  sortIn,
  sortOf,
  sortText,
} from "./filter/sort.ts";
export { filterOf, textOf } from "./filter/text.ts";
