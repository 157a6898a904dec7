import type { Notice } from "../../store/notice.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Toasts } from "../../ui/toasts.ts";
import type { Translate } from "../../words/index.ts";
import { failureWords } from "../failure.ts";

/** What happened to leads on screen by somebody else's hand, and what was refused, each in one line. Returns what ends it. */
export function toastNotices(workspace: Workspace, toasts: Toasts, t: Translate): () => void {
  const nameOf = (id: string | null) => workspace.directory.member(id)?.name;
  return workspace.onNotice((notice) => {
    if (notice.kind === "left") {
      const text = leftWords(notice, nameOf, t);
      if (text !== null) toasts.show({ id: `left-${notice.id}`, text });
      return;
    }
    const reason = failureWords(t, notice.code);
    toasts.show({
      id: notice.mutation,
      tone: "overdue",
      text: t("refused.notSaved", { reason }),
      ms: notice.code === "conflict" ? 8_000 : 0,
    });
  });
}

function leftWords(
  notice: Extract<Notice, { kind: "left" }>,
  nameOf: (id: string | null) => string | undefined,
  t: Translate,
): string | null {
  const lead = notice.name || t("leads.noName");
  if (notice.why !== "moved") return t(notice.why === "erased" ? "leads.erased" : "leads.archived", { name: lead });
  const [by, to] = [nameOf(notice.by), nameOf(notice.to)];
  if (to === undefined) return t("assign.unassignedNow", { lead });
  return by === undefined ? t("assign.moved", { lead, name: to }) : t("assign.takenBy", { by, lead, name: to });
}
