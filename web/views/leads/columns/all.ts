import type { Sort } from "../../../../domain/filter.ts";
import type { Setup } from "../../../../domain/setup.ts";
import type { Column } from "./standard.ts";

type SortField = Sort["by"];

/** Every column that a lead can be read by, in the order they are offered in; the workspace's own fields follow. */
const IDS = [
  "name",
  "phone",
  "email",
  "company",
  "city",
  "language",
  "source",
  "page",
  "form",
  "campaign",
  "adSet",
  "ad",
  "project",
  "owner",
  "team",
  "stage",
  "priority",
  "value",
  "tags",
  "waiting",
  "firstContact",
  "reached",
  "closed",
  "received",
  "activity",
  "followUp",
  "lostReason",
] as const;
export type ColumnId = (typeof IDS)[number];

export const isColumn = (id: string): id is ColumnId => (IDS as readonly string[]).includes(id);

export function columnsOffered(setup: Pick<Setup, "fields">): string[] {
  return [...IDS, ...setup.fields.filter(({ retired }) => retired === undefined).map(({ id }) => `custom:${id}`)];
}

const SORTS: Readonly<Partial<Record<ColumnId, SortField>>> = {
  name: "name",
  company: "company",
  city: "city",
  language: "language",
  source: "source",
  page: "page",
  form: "form",
  campaign: "campaign",
  adSet: "adSet",
  ad: "ad",
  project: "project",
  owner: "owner",
  team: "team",
  stage: "stage",
  priority: "priority",
  value: "value",
  waiting: "waiting",
  firstContact: "firstContact",
  reached: "reached",
  closed: "closed",
  received: "created",
  activity: "activity",
  followUp: "followUp",
  lostReason: "lostReason",
};

/** The order that a column is sorted by; undefined where there is none. */
export function sortOfColumn(id: string): SortField | undefined {
  if (isColumn(id)) return SORTS[id];
  return id.startsWith("custom:") ? (id as SortField) : undefined;
}

/** The newest and the greatest are looked for first, names from their beginning. */
export function beginsDown(by: SortField): boolean {
  return ["created", "activity", "value", "firstContact", "reached", "closed", "archived"].includes(by);
}

/** Orders to choose from. */
export const SORTS_OFFERED: readonly SortField[] = [
  "created",
  "activity",
  "followUp",
  "waiting",
  "firstContact",
  "reached",
  "closed",
  "name",
  "stage",
  "owner",
  "priority",
  "value",
  "project",
  "source",
  "company",
  "city",
];

/** `id` stands before that one from now on; null: last. The name stays first. */
export function moved(columns: readonly Column[], id: string, before: string | null): Column[] {
  const column = columns.find((one) => one.id === id);
  if (column === undefined || id === before) return [...columns];
  const rest = columns.filter((one) => one.id !== id);
  const at =
    before === null
      ? rest.length
      : Math.max(
          1,
          rest.findIndex((one) => one.id === before),
        );
  return [...rest.slice(0, at), column, ...rest.slice(at)];
}

export function resized(columns: readonly Column[], id: string, width: number): Column[] {
  return columns.map((one) => (one.id === id ? { id, width } : one));
}
