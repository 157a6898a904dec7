import { customId, type FilterField, isCustom } from "../../../../domain/filter.ts";
import { type Condition, kindOf } from "../../../../domain/filter/condition.ts";
import { BANNABLE, PRIORITIES } from "../../../../domain/lead.ts";
import { dayWords } from "../../../ui/days.ts";
import { type Key, useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { languageWords } from "../../lead/fields/languages.ts";
import { currencyOf, moneyWords } from "../../money.ts";
import { isByHand } from "../../source.ts";
import { nameOf, useStages } from "../../stages.ts";

/** What conditions, and the fields and values in them, are called. */
export interface Names {
  field(field: FilterField): string;
  op(condition: Pick<Condition, "field" | "op">): string;
  value(field: FilterField, value: string): string;
  /** All values of a condition; empty where its operator says everything. */
  values(condition: Condition): string;
  /** In a sentence of its own, as it is read out. */
  sentence(condition: Condition): string;
}

/** More are counted: a chip is read at a glance. */
const NAMED = 2;

export function useNames(): Names {
  const words = useWords();
  const { t } = words;
  const { directory } = useWorkspace();
  const stages = useStages();
  const setup = () => directory.setup();
  const own = (field: FilterField) => (isCustom(field) ? setup().fields.find(({ id }) => id === customId(field)) : undefined);
  const plain = (key: string) => (t as (of: Key) => string)(key as Key);

  /** Until they are here, nobody is told that it is unknown. */
  const sourceName = (found: { readonly name: string } | undefined) =>
    found?.name ?? (directory.sources.known() ? t("views.unknown") : "…");

  function value(field: FilterField, id: string): string {
    const custom = own(field);
    if (custom?.type === "checkbox" || ["reached", "waiting", "test", "archived"].includes(field))
      return t(id === "yes" ? "views.yes" : "views.no");
    if (custom !== undefined) return custom.options.find((one) => one.id === id)?.name ?? id;
    switch (field) {
      case "stage":
        return stages.name(id);
      case "owner":
        if (id === "me") return t("views.me");
        return id === "none" ? t("assign.unassigned") : (directory.member(id)?.name ?? t("timeline.somebody"));
      case "team":
        return id === "none" ? t("views.none.team") : (directory.team(id)?.name ?? t("views.unknown"));
      case "project":
        return id === "none" ? t("views.none.project") : (directory.project(id)?.name ?? t("views.unknown"));
      case "form":
        return id === "none" ? t("views.none.form") : (directory.form(id)?.name ?? t("views.unknown"));
      case "campaign":
        return id === "none" ? t("views.none.campaign") : (directory.campaign(id)?.name ?? t("views.unknown"));
      case "page":
        return id === "none" ? t("views.none.page") : sourceName(directory.sources.page(id));
      case "adSet":
        return id === "none" ? t("views.none.adSet") : sourceName(directory.sources.adSet(id));
      case "ad":
        return id === "none" ? t("views.none.ad") : sourceName(directory.sources.ad(id));
      case "source":
        if (id === "fb") return t("source.facebook");
        if (id === "ig") return t("source.instagram");
        return isByHand(id) ? plain(`fields.cameBy.${id}`) : t("source.unknown");
      case "priority":
        return (PRIORITIES as readonly string[]).includes(id) ? plain(`fields.priorities.${id}`) : t("views.none.priority");
      case "language":
        return id === "none" ? t("views.none.language") : languageWords(words.locale(), id);
      case "lostReason":
        return nameOf(
          t,
          "lostReason",
          setup().lostReasons.find((one) => one.id === id),
          id,
        );
      case "noContact":
        return (BANNABLE as readonly string[]).includes(id) ? plain(`views.channel.${id}`) : id;
      default:
        return id;
    }
  }

  function values({ field, op, values: held }: Condition): string {
    const kind = kindOf(field, setup());
    const [first = "", second = ""] = held;
    if (op === "last" || op === "next") return t("views.days", { n: Number(first) });
    const one = (text: string) => {
      if (kind === "moment" || kind === "day") return dayWords(words.locale(), text);
      if (field === "value") return moneyWords(words.locale(), currencyOf({ directory }), Number(text));
      return kind === "number" ? words.format().number(Number(text)) : value(field, text);
    };
    if (op === "between") return t("views.between", { first: one(first), second: one(second) });
    if (op === "has") return `“${first}”`;
    if (held.length <= NAMED) return held.map(one).join(t("views.separator"));
    return t("views.more", { names: held.slice(0, NAMED).map(one).join(t("views.separator")), n: held.length - NAMED });
  }

  const field = (of: FilterField) => own(of)?.name ?? plain(`views.field.${of}`);
  const op = (of: Pick<Condition, "field" | "op">) => plain(`views.op.${of.op}`);
  return {
    field,
    op,
    value,
    values,
    sentence: (condition) => [field(condition.field), op(condition), values(condition)].filter((part) => part !== "").join(" "),
  };
}
