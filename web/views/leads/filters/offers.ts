import { type FilterField, isCustom, customId } from "../../../../domain/filter.ts";
import { type FilterOp, kindOf, OPS_OF } from "../../../../domain/filter/condition.ts";
import { BANNABLE, HAND_SOURCES, type LeadRow, PRIORITIES } from "../../../../domain/lead.ts";
import { isFilterable, type Setup } from "../../../../domain/setup.ts";
import { fold } from "../../../../domain/name.ts";
import type { Directory } from "../../../store/directory.ts";
import { LANGUAGES_OFFERED } from "../../lead/fields/languages.ts";

type Named = Pick<Directory, "setup" | "members" | "teams" | "projects" | "forms" | "campaigns" | "campaign" | "sources">;

/** Those asked for most stand first. */
const FIELDS: readonly FilterField[] = [
  "stage",
  "owner",
  "team",
  "project",
  "source",
  "page",
  "form",
  "campaign",
  "adSet",
  "ad",
  "priority",
  "value",
  "tag",
  "created",
  "activity",
  "followUp",
  "waiting",
  "firstContact",
  "reached",
  "name",
  "company",
  "city",
  "language",
  "lostReason",
  "closed",
  "noContact",
  "test",
  "archived",
];
/** There is always something in them. */
const NEVER_EMPTY: ReadonlySet<FilterField> = new Set<FilterField>(["stage", "created", "activity"]);
/** What is past is never to come, and what is to come is not overdue yet. */
const WITHOUT: Readonly<Partial<Record<FilterField, readonly FilterOp[]>>> = {
  created: ["next", "overdue"],
  activity: ["next", "overdue"],
  firstContact: ["next", "overdue"],
  closed: ["next", "overdue"],
};

export function fieldsOffered(setup: Setup): FilterField[] {
  return [...FIELDS, ...setup.fields.filter(isFilterable).map(({ id }): FilterField => `custom:${id}`)];
}

export function opsOffered(field: FilterField, setup: Setup): readonly FilterOp[] {
  const kind = kindOf(field, setup);
  const ops = kind === undefined ? [] : OPS_OF[kind];
  const without = WITHOUT[field] ?? [];
  return ops.filter((op) => !without.includes(op) && !(NEVER_EMPTY.has(field) && (op === "empty" || op === "filled")));
}

/** Ids to choose from; undefined where people write what they mean. */
export function valuesOffered(
  field: FilterField,
  { directory, me }: { readonly directory: Named; readonly me: string },
): string[] | undefined {
  const setup = directory.setup();
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    [...list].sort((a, b) => a.name.localeCompare(b.name)).map(({ id }) => id);
  if (isCustom(field)) {
    const own = setup.fields.find(({ id }) => id === customId(field));
    if (own?.type === "checkbox") return ["yes", "no"];
    return own === undefined || own.options.length === 0 ? undefined : own.options.map(({ id }) => id);
  }
  switch (field) {
    case "stage":
      return setup.stages.map(({ id }) => id);
    case "owner":
      return ["me", "none", ...named(directory.members().filter(({ id, status }) => id !== me && status !== "removed"))];
    case "team":
      return [...named(directory.teams()), "none"];
    case "project":
      return [...named(directory.projects()), "none"];
    case "form":
      return [...named(directory.forms()), "none"];
    case "campaign":
      return [...named(directory.campaigns()), "none"];
    case "page":
      return [...named(directory.sources.pages()), "none"];
    case "adSet":
      return [...named(directory.sources.adSets()), "none"];
    case "ad":
      return [...named(directory.sources.ads()), "none"];
    case "source":
      return ["fb", "ig", ...HAND_SOURCES, "none"];
    case "priority":
      return [...PRIORITIES, "none"];
    case "language":
      return [...LANGUAGES_OFFERED, "none"];
    case "lostReason":
      return setup.lostReasons.map(({ id }) => id);
    case "noContact":
      return [...BANNABLE];
    case "reached":
    case "waiting":
    case "test":
    case "archived":
      return ["yes", "no"];
    default:
      return undefined;
  }
}

/** Many ad sets and ads are called the same: those are told apart by what they stand in. */
export function placesOf(field: FilterField, { sources, campaign }: Pick<Named, "sources" | "campaign">): ReadonlyMap<string, string> {
  if (field !== "adSet" && field !== "ad") return new Map();
  const all = field === "adSet" ? sources.adSets() : sources.ads();
  const counted = new Map<string, number>();
  for (const { name } of all) counted.set(name, (counted.get(name) ?? 0) + 1);
  const placed = all.flatMap((one): [string, string][] => {
    if (counted.get(one.name) === 1) return [];
    const within = "adSet" in one ? sources.adSet(one.adSet) : undefined;
    const of = "adSet" in one ? within?.campaign : one.campaign;
    const parts = [within?.name, campaign(of ?? null)?.name].filter((part) => part !== undefined);
    return parts.length === 0 ? [] : [[one.id, parts.join(" · ")]];
  });
  return new Map(placed);
}

const LOOKED_THROUGH = 2_000;
const SUGGESTED = 60;

/** What leads on this screen have there, those seen most first: to choose from instead of writing it. */
export function wordsSeen(field: FilterField, rows: Iterable<LeadRow>): string[] {
  const counted = new Map<string, { readonly text: string; n: number }>();
  let looked = 0;
  for (const row of rows) {
    if (looked++ > LOOKED_THROUGH) break;
    for (const text of textsOf(row, field)) {
      const seen = counted.get(fold(text));
      if (seen === undefined) counted.set(fold(text), { text, n: 1 });
      else seen.n++;
    }
  }
  return [...counted.values()]
    .sort((a, b) => b.n - a.n || a.text.localeCompare(b.text))
    .slice(0, SUGGESTED)
    .map(({ text }) => text);
}

function textsOf(row: LeadRow, field: FilterField): readonly string[] {
  if (field === "tag") return row.tags ?? [];
  if (field === "company" || field === "city") return row[field] ? [row[field]] : [];
  const held = isCustom(field) ? row.custom?.[customId(field)] : undefined;
  return typeof held === "string" && held !== "" ? [held] : [];
}
