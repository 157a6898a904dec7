import type { ApiFailure } from "../../../store/notice.ts";
import type { Toast } from "../../../ui/toasts.ts";
import type { Translate } from "../../../words/index.ts";
import { failureWords } from "../../failure.ts";

/** What became of a note that was left for whoever has the lead now. */
export function handedOverWords(t: Translate, failure: ApiFailure | null): Pick<Toast, "text" | "tone"> {
  if (failure === null) return { tone: "live", text: t("story.note.handedOver") };
  // Whatever spoke against it is told as if there were no such lead.
  if (failure.code === "not_found") return { tone: "overdue", text: t("story.note.notHandedOver") };
  return { tone: "overdue", text: t("story.note.handOverFailed", { reason: failureWords(t, failure.code) }) };
}
