import type { LeadRow } from "../../domain/lead.ts";
import type { RouteReason } from "../../domain/routing.ts";
import type { Directory } from "../store/directory.ts";
import type { Translate } from "../words/index.ts";

type Names = Pick<Directory, "member" | "rule">;

/** Why a lead has the owner it has, or none. A rule or person that is not known any more is left unnamed. */
export function reasonWords(t: Translate, reason: RouteReason, directory: Names, owner: LeadRow["owner"]): string {
  switch (reason.code) {
    case "by_hand":
      return t(owner === null ? "reason.left_by_hand" : "reason.by_hand", {
        name: directory.member(reason.by)?.name ?? t("timeline.somebody"),
      });
    case "left":
      return t(owner === null ? "reason.left_queued" : "reason.left_given", {
        name: directory.member(reason.by)?.name ?? t("timeline.somebody"),
      });
    case "turn":
    case "nobody_available":
    case "broken_rule":
      return t(`reason.${reason.code}`, { rule: directory.rule(reason.rule)?.name ?? "" });
    case "no_rule":
    case "contended":
    case "test_lead":
      return t(`reason.${reason.code}`);
  }
}
