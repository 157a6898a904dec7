import { createSignal } from "solid-js";
import { stageOf } from "../../../domain/setup.ts";
import type { Notice } from "../../store/notice.ts";
import type { Workspace } from "../../store/workspace.ts";
import type { Toasts } from "../../ui/toasts.ts";
import type { Translate } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { calledWords } from "../called.ts";
import { failureWords } from "../failure.ts";
import { nameOf as stageName } from "../stages.ts";

type NameOf = (id: string | null) => string | undefined;
type Refused = Extract<Notice, { kind: "refused" }>;

/** Who is refused because somebody was first has to read what it is now, and to reach the way to insist. */
const CONFLICT_MS = 20_000;
/** More than that nobody reads one by one, all at once or one close after the other. */
const FEW = 3;
const CLOSE_MS = 3_000;
/** After that those that still leave are counted anew, and named if they are few. */
const LONGEST_MS = 30_000;

/** What happened to leads on screen by somebody else's hand, and what was refused, each in one line. Returns what ends it. */
export function toastNotices(workspace: Workspace, toasts: Toasts, t: Translate): () => void {
  const { directory } = workspace;
  const nameOf = (id: string | null) => directory.member(id)?.name;
  /** What was refused last and can be asked again: the palette offers it too. */
  const [last, setLast] = createSignal<Again | null>(null);
  const left: Extract<Notice, { kind: "left" }>[] = [];
  /** Those that left one close after the other, up to now. */
  let close = new Set<string>();
  let beganAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  const ends = [
    workspace.onNotice((notice) => {
      if (notice.kind === "left") {
        if (left.push(notice) === 1) queueMicrotask(tellLeft);
        return;
      }
      const othersName = (id: string | null) => (id === directory.me()?.id ? undefined : nameOf(id));
      const again = againOf(notice, workspace, t);
      setLast(again);
      toasts.show({
        id: notice.mutation,
        tone: "overdue",
        text: refusedWords(notice, othersName, nowWords(notice, workspace, t), t),
        ms: notice.code === "conflict" ? CONFLICT_MS : 0,
        ...(again !== null && { actions: [{ label: again.label, run: () => ask(again) }] }),
      });
    }),
    // Back again: that it left is no longer true.
    workspace.leads.onApplied(({ found }) => {
      for (const row of found) {
        close.delete(row.id);
        toasts.dismiss(`left-${row.id}`);
      }
    }),
  ];
  /** Many of them in one line, that goes on counting as long as they go on leaving. */
  function tellLeft(): void {
    const all = left.splice(0);
    const now = performance.now();
    if (now - toldAt > CLOSE_MS || now - beganAt > LONGEST_MS) {
      close = new Set();
      beganAt = now;
    }
    toldAt = now;
    for (const { id } of all) close.add(id);
    if (close.size > FEW) {
      for (const id of [...close].slice(0, FEW)) toasts.dismiss(`left-${id}`);
      return toasts.show({ id: "left-many", text: t("leads.leftMany", { n: close.size }) });
    }
    for (const notice of all) {
      const text = leftWords(notice, nameOf, t);
      if (text !== null) toasts.show({ id: `left-${notice.id}`, text });
    }
  }
  function ask(again: Again): void {
    setLast(null);
    toasts.dismiss(again.mutation);
    void workspace.commands.again(again.mutation);
  }
  offerActions(() => {
    const again = last();
    return again === null ? [] : [{ id: "again", label: again.label, group: "list" as const, run: () => ask(again) }];
  });
  return () => {
    for (const end of ends) end();
  };
}

interface Again {
  readonly mutation: string;
  readonly label: string;
}

/** ED1: an owner or a stage that somebody else was first with can be insisted on, of a lead that is still in sight. */
function againOf({ code, mutation, id, wish }: Refused, { leads, directory }: Workspace, t: Translate): Again | null {
  if (code !== "conflict" || wish === undefined || leads.row(id) === undefined) return null;
  if ("stage" in wish) return { mutation, label: t("refused.moveAnyway", { stage: stageIn(directory, t, wish.stage) }) };
  const [name, team] = [directory.member(wish.owner)?.name, directory.team(wish.team ?? null)?.name];
  if (wish.owner !== null && name === undefined) return null;
  if (team !== undefined) return { mutation, label: t("refused.teamAnyway", { name: team }) };
  return { mutation, label: name === undefined ? t("refused.unassignAnyway") : t("refused.assignAnyway", { name }) };
}

/** How it stands now, as far as that is what was wished otherwise. */
function nowWords({ id, wish }: Refused, { leads, directory }: Workspace, t: Translate): string {
  const row = leads.row(id);
  if (wish === undefined || row === undefined) return t("refused.shown");
  if ("stage" in wish) return t("refused.inStage", { stage: stageIn(directory, t, row.stage) });
  const name = directory.member(row.owner)?.name;
  if (name !== undefined) return t("refused.withOwner", { name });
  const team = wish.team === undefined ? undefined : directory.team(row.team)?.name;
  return team === undefined ? t("refused.withNobody") : t("refused.withTeam", { name: team });
}

function stageIn({ setup }: Workspace["directory"], t: Translate, id: string): string {
  return stageName(t, "stage", stageOf(setup(), id), id);
}

function leftWords(notice: Extract<Notice, { kind: "left" }>, nameOf: NameOf, t: Translate): string | null {
  const lead = calledWords(t, notice.lead);
  if (notice.why !== "moved") return t(notice.why === "erased" ? "leads.erased" : "leads.archived", { name: lead });
  const [by, to] = [nameOf(notice.by), nameOf(notice.to)];
  if (to === undefined) return t("assign.unassignedNow", { lead });
  return by === undefined ? t("assign.moved", { lead, name: to }) : t("assign.takenBy", { by, lead, name: to });
}

function refusedWords(notice: Refused, nameOf: NameOf, now: string, t: Translate): string {
  const reason = failureWords(t, notice.code);
  if (notice.lead === null) return t("refused.notSaved", { reason });
  const lead = calledWords(t, notice.lead);
  if (notice.code !== "conflict") return t("refused.notSavedFor", { lead, reason });
  const name = nameOf(notice.by);
  return name === undefined ? t("refused.changedBySomebody", { lead, now }) : t("refused.changed", { name, lead, now });
}
