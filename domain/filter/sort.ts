import { isWaiting, type LeadRow, newestFirst, PRIORITIES } from "../lead.ts";
import { fold } from "../name.ts";
import type { FieldValue, Setup } from "../setup.ts";
import { customId, type Filter, type FilterField, isCustom, OWN_KEY, type OwnField, ownFieldOf } from "./condition.ts";

/** Orders that the server keeps an index of. Any other is a client's, while it holds all leads there are to sort. */
export const SERVER_SORTS = ["created", "activity", "followUp", "archived"] as const;
const OTHERS = [
  "name",
  "company",
  "city",
  "stage",
  "owner",
  "team",
  "form",
  "page",
  "campaign",
  "adSet",
  "ad",
  "project",
  "source",
  "language",
  "priority",
  "value",
  "waiting",
  "firstContact",
  "reached",
  "closed",
  "lostReason",
] as const;
export type SortField = (typeof SERVER_SORTS)[number] | (typeof OTHERS)[number] | OwnField;

export interface Sort {
  readonly by: SortField;
  /** The last first: the newest, the greatest, the latest. */
  readonly down: boolean;
}

export const DEFAULT_SORT: Sort = { by: "created", down: true };

/** As an address has it: `followUp`, and `-created` for the newest first. What is unknown is the order of every list. */
export function sortOf(text: string | null | undefined): Sort {
  return sortIn(text ?? "") ?? DEFAULT_SORT;
}

export function sortIn(text: string): Sort | undefined {
  const down = text.startsWith("-");
  const name = down ? text.slice(1) : text;
  const own = name.startsWith(OWN_KEY) ? ownFieldOf(name.slice(OWN_KEY.length)) : undefined;
  const by = own ?? [...SERVER_SORTS, ...OTHERS].find((one) => one === name);
  return by === undefined ? undefined : { by, down };
}

export function sortText({ by, down }: Sort): string {
  return `${down ? "-" : ""}${isCustom(by as FilterField) ? by.replace("custom:", OWN_KEY) : by}`;
}

export function isServerSort({ by }: Sort): boolean {
  return SERVER_SORTS.some((one) => one === by);
}

/** The order in which a list of that filter is read page by page: archived leads have their own, and nobody else has it. */
export function serverOrder(filter: Filter, sort: Sort): Sort {
  const archived = filter.some(({ field, values }) => field === "archived" && values[0] === "yes");
  if (archived) return sort.by === "archived" ? sort : { by: "archived", down: true };
  return sort.by === "archived" || !isServerSort(sort) ? DEFAULT_SORT : sort;
}

export interface SortContext {
  readonly setup: Pick<Setup, "stages" | "lostReasons" | "fields">;
  /** What a person sees in the place of an id: names of people, teams, projects, forms, stages. */
  nameOf?(field: SortField, id: string): string | undefined;
}

type Compare = (a: LeadRow, b: LeadRow) => number;

/** Whoever has nothing there comes last, whichever way; those that are equal, the newest first. The server's own orders are exactly its. */
export function compareBy(sort: Sort, context: SortContext): Compare {
  const { by, down } = sort;
  const key = keyOf(by, context);
  const way = down ? -1 : 1;
  // The server reads an index forwards or backwards, whole.
  const even: Compare = isServerSort(sort) ? (a, b) => way * (a.n - b.n) : newestFirst;
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return one === other ? newestFirst(a, b) : one === null ? 1 : -1;
    return way * compared(one, other) || even(a, b);
  };
}

type Key = (row: LeadRow) => number | string | null;

function keyOf(by: SortField, { setup, nameOf }: SortContext): Key {
  const named = (id: string | null | undefined) => (id == null ? null : fold(nameOf?.(by, id) ?? id));
  const placed = (list: readonly { readonly id: string }[], id: string | null | undefined) => {
    const place = list.findIndex((one) => one.id === id);
    return place === -1 ? null : place;
  };
  if (isCustom(by as FilterField)) return ownKey(by as OwnField, setup);
  switch (by) {
    case "created":
      return (row) => row.submittedAt;
    case "activity":
      return (row) => row.lastActivityAt;
    case "followUp":
      return (row) => row.nextFollowUpAt ?? null;
    case "archived":
      return (row) => row.archivedAt ?? null;
    case "waiting":
      return (row) => (isWaiting(row) ? row.submittedAt : null);
    case "firstContact":
      return (row) => row.firstAttemptAt;
    case "reached":
      return (row) => row.reachedAt ?? null;
    case "closed":
      return (row) => row.closedAt ?? null;
    case "value":
      return (row) => row.value ?? null;
    case "stage":
      return (row) => placed(setup.stages, row.stage);
    case "lostReason":
      return (row) => placed(setup.lostReasons, row.lostReason);
    case "priority":
      return (row) =>
        placed(
          PRIORITIES.map((id) => ({ id })),
          row.priority,
        );
    case "project":
      return (row) => named(row.projects?.[0]);
    case "name":
    case "company":
    case "city":
      return (row) => fold(row[by] ?? "") || null;
    default:
      return (row) => named(row[by as "owner"]);
  }
}

/** Options in the order they are offered in, ticks before the others. */
function ownKey(by: OwnField, setup: Pick<Setup, "fields">): Key {
  const id = customId(by);
  const options = setup.fields.find((one) => one.id === id)?.options ?? [];
  const placeOf = (option: string | undefined) => {
    const place = options.findIndex((one) => one.id === option);
    return place === -1 ? null : place;
  };
  return (row) => {
    const held: FieldValue | undefined = row.custom?.[id];
    if (held === undefined) return null;
    if (typeof held === "boolean") return held ? 0 : 1;
    if (Array.isArray(held)) return placeOf(held[0]);
    if (typeof held === "number") return held;
    return options.length > 0 ? placeOf(held) : fold(held) || null;
  };
}

const words = new Intl.Collator(["en", "ar"], { numeric: true });

function compared(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return words.compare(String(a), String(b));
}
