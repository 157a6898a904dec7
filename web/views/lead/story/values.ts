import { type HandSource, PRIORITIES, type LeadRow } from "../../../../domain/lead.ts";
import { type FieldValue, type Setup } from "../../../../domain/setup.ts";
import type { Workspace } from "../../../store/workspace.ts";
import type { Words } from "../../../words/index.ts";
import { groupPhone } from "../../../words/phone.ts";
import { currencyOf, moneyWords } from "../../money.ts";
import { isByHand } from "../../source.ts";
import { nameOf } from "../../stages.ts";

type Directory = Workspace["directory"];
type Saying = Pick<Words, "t" | "locale" | "format">;

const OWN = "custom:";
const PLAIN = ["name", "phone", "email", "company", "city", "language", "priority", "value", "tags", "lostReason"] as const;
type PlainField = (typeof PLAIN)[number];

/** What a field is called in the story. One of the workspace's own keeps its name when it is retired. */
export function fieldWords({ t }: Saying, directory: Directory, field: string): string {
  if (field === "contacts") return t("story.what.contacts");
  if (field.startsWith(OWN)) return ownField(directory.setup(), field)?.name ?? field.slice(OWN.length);
  if (field === "source") return t("lead.source");
  const plain = PLAIN.find((one) => one === field);
  return plain === undefined ? field : t(`fields.${plain}`);
}

/** A field's value as it is read; null: there was none, or it is kept from this reader. */
export function valueWords(words: Saying, directory: Directory, field: string, value: FieldValue | null): string | null {
  if (value === null || value === "") return null;
  const texts = (Array.isArray(value) ? value : [value]).map((one) => oneWords(words, directory, field, one));
  return words.format().list(texts);
}

function oneWords(words: Saying, directory: Directory, field: string, value: string | number | boolean): string {
  if (typeof value === "boolean") return words.t(value ? "fields.yes" : "fields.no");
  if (field.startsWith(OWN)) return ownWords(words, directory.setup(), field, value);
  switch (field as PlainField | "contacts" | "source") {
    case "value":
      return typeof value === "number" ? worthWords(words, directory, value) : value;
    case "phone":
    case "contacts":
      return groupPhone(String(value));
    case "priority":
      return isPriority(value) ? words.t(`fields.priorities.${value}`) : String(value);
    case "language":
      return new Intl.DisplayNames(words.locale(), { type: "language" }).of(String(value)) ?? String(value);
    case "source":
      return isByHand(String(value)) ? words.t(`fields.cameBy.${value as HandSource}`) : String(value);
    case "lostReason": {
      const id = String(value);
      return nameOf(
        words.t,
        "lostReason",
        directory.setup().lostReasons.find((one) => one.id === id),
        id,
      );
    }
    default:
      return typeof value === "number" ? words.format().number(value) : value;
  }
}

/** What leads are worth. */
export function worthWords(words: Pick<Words, "locale">, directory: Directory, value: number): string {
  return moneyWords(words.locale(), currencyOf({ directory }), value);
}

function ownWords(words: Saying, setup: Setup, field: string, value: string | number): string {
  const own = ownField(setup, field);
  if (typeof value === "number") return words.format().number(value);
  if (own?.type === "date") {
    const day = new Intl.DateTimeFormat(words.locale(), { dateStyle: "medium", timeZone: "UTC" });
    const at = Date.parse(value);
    return Number.isNaN(at) ? value : day.format(at);
  }
  return own?.options.find((one) => one.id === value)?.name ?? value;
}

function ownField(setup: Setup, field: string): Setup["fields"][number] | undefined {
  return setup.fields.find((one) => one.id === field.slice(OWN.length));
}

function isPriority(value: unknown): value is NonNullable<LeadRow["priority"]> {
  return (PRIORITIES as readonly unknown[]).includes(value);
}
