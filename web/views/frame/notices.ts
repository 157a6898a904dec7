import type { Notice } from "../../store/notice.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Toasts } from "../../ui/toasts.ts";
import type { Translate } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { failureWords } from "../failure.ts";

type NameOf = (id: string | null) => string | undefined;

/** What happened to leads on screen by somebody else's hand, and what was refused, each in one line. Returns what ends it. */
export function toastNotices(workspace: Workspace, toasts: Toasts, t: Translate): () => void {
  const { directory } = workspace;
  const nameOf = (id: string | null) => directory.member(id)?.name;
  const ends = [
    workspace.onNotice((notice) => {
      if (notice.kind === "left") {
        const text = leftWords(notice, nameOf, t);
        if (text !== null) toasts.show({ id: `left-${notice.id}`, text });
        return;
      }
      const othersName = (id: string | null) => (id === directory.me()?.id ? undefined : nameOf(id));
      toasts.show({
        id: notice.mutation,
        tone: "overdue",
        text: refusedWords(notice, othersName, t),
        ms: notice.code === "conflict" ? 8_000 : 0,
      });
    }),
    // Back again: that it left is no longer true.
    workspace.leads.onApplied(({ found }) => {
      for (const row of found) toasts.dismiss(`left-${row.id}`);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function leftWords(notice: Extract<Notice, { kind: "left" }>, nameOf: NameOf, t: Translate): string | null {
  const lead = calledWords(t, notice.lead);
  if (notice.why !== "moved") return t(notice.why === "erased" ? "leads.erased" : "leads.archived", { name: lead });
  const [by, to] = [nameOf(notice.by), nameOf(notice.to)];
  if (to === undefined) return t("assign.unassignedNow", { lead });
  return by === undefined ? t("assign.moved", { lead, name: to }) : t("assign.takenBy", { by, lead, name: to });
}

function refusedWords(notice: Extract<Notice, { kind: "refused" }>, nameOf: NameOf, t: Translate): string {
  const reason = failureWords(t, notice.code);
  if (notice.lead === null) return t("refused.notSaved", { reason });
  const lead = calledWords(t, notice.lead);
  if (notice.code !== "conflict") return t("refused.notSavedFor", { lead, reason });
  const name = nameOf(notice.by);
  return name === undefined ? t("refused.changedBySomebody", { lead }) : t("refused.changed", { name, lead });
}
