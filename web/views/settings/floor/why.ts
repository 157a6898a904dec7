import type { Refused } from "../../../store/floor/setup.ts";
import { MAX_FILTERABLE, type SetupPart } from "../../../../domain/setup.ts";
import type { Translate } from "../../../words/index.ts";
import { failureAdvice } from "../../failure.ts";

/** Why an entry could not become what somebody made of it; undefined where nothing was refused there. `id` null: the order. */
export function refusedWords(t: Translate, refused: Refused | null, part: SetupPart, id: string | null): string | undefined {
  if (refused === null || refused.part !== part) return undefined;
  if (id === null ? refused.touches.length > 0 : !refused.touches.includes(id)) return undefined;
  switch (refused.why) {
    case "leads":
      return t("floor.why.leads", { n: refused.leads });
    case "first":
      return t("floor.why.first");
    case "shape":
      // Of a field offered again: nothing else about it can be wrong by then.
      return part === "fields" ? t("floor.fields.filterableFull", { whole: String(MAX_FILTERABLE) }) : t("floor.why.shape");
    case "name":
      return t("floor.why.shape");
    case "removed":
    case "kind":
    case "type":
    case "options":
      return t("floor.why.fixed");
    case null:
      return failureAdvice(t, refused.failure?.code ?? "internal");
  }
}
