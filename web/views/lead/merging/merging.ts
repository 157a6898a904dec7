import { useLocation, useNavigate } from "@solidjs/router";
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { LeadDetail } from "../../../../domain/api.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import type { ApiFailure, FailureCode } from "../../../store/notice.ts";
import { useWords } from "../../../words/index.ts";
import { calledWords } from "../../called.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureAdvice } from "../../failure.ts";
import { useFloor } from "../../floor.ts";
import { leadAddress } from "../../palette/lead-address.ts";
import type { Opened } from "../open.ts";
import { type Becoming, becoming } from "./becoming.ts";
import { mayBeOther, mayMerge } from "./may.ts";

/** Two leads of which one is to stay. */
export interface Merging {
  /** The opened one and the other; null: not both are read yet. */
  both(): readonly [LeadDetail, LeadDetail] | null;
  failure(): ApiFailure | null;
  /** The other left one's sight, or every list. */
  gone(): boolean;
  /** The other is read once more. */
  again(): Promise<void>;
  /** The id of the one that stays. */
  stays(): string | null;
  keep(id: string): void;
  mayStay(id: string): boolean;
  becoming(): { readonly stays: LeadDetail; readonly of: Becoming } | null;
  /** Why it cannot be done, or was not. */
  wrong(): string | null;
  ready(): boolean;
  busy(): boolean;
  send(): Promise<void>;
}

const WHY = ["same", "merged", "test", "sample", "archived"] as const;
const TOO_MANY = ["contacts", "tags", "projects", "followUps"] as const;

export function createMerging(of: {
  readonly row: Accessor<LeadRow>;
  readonly opened: Accessor<Opened>;
  readonly other: Accessor<string | null>;
  /** It is open. */
  readonly shown: Accessor<boolean>;
  readonly done: () => void;
}): Merging {
  const app = useApp();
  const workspace = useWorkspace();
  const floor = useFloor();
  const location = useLocation();
  const navigate = useNavigate();
  const { t } = useWords();
  const [chosen, setChosen] = createSignal<string | null>(null);
  const [refused, setRefused] = createSignal<string | null>(null);
  const [busy, setBusy] = createSignal(false);
  let over = false;
  onCleanup(() => (over = true));
  createEffect(
    on(
      () => of.row().id,
      // Somebody went to another lead: it is not the one that was asked about.
      () => of.done(),
      { defer: true },
    ),
  );

  /** Read anew while one thinks, and taken from the screen where it leaves one's sight (EV3), as an open lead is. */
  const other = createMemo(
    on(of.other, (id) => {
      if (id === null) return null;
      const opened = workspace.openLead(id);
      onCleanup(() => opened.close());
      return opened;
    }),
  );
  createEffect(
    on(of.other, () => {
      setChosen(null);
      setRefused(null);
    }),
  );

  /** As it is now, where it is held here: what stands in a list goes on while one thinks. */
  const live = (detail: LeadDetail): LeadDetail => ({ ...detail, row: workspace.leads.row(detail.row.id) ?? detail.row });
  const both = createMemo(() => {
    const [mine, theirs] = [of.opened().detail(), other()?.detail()];
    return mine === undefined || theirs === undefined ? null : ([live(mine), live(theirs)] as const);
  });
  const may = createMemo(() => {
    const two = both();
    return two !== null && mayMerge(workspace, two[0].row) && mayBeOther(workspace, two[0].row, two[1].row);
  });
  const mayStay = (id: string) => both()?.some(({ row }) => row.id === id && row.archivedAt == null) ?? false;
  const stays = createMemo(() => {
    const two = both();
    if (two === null) return null;
    const able = two.map(({ row }) => row).filter(({ id }) => mayStay(id));
    return able.find(({ id }) => id === chosen())?.id ?? able.toSorted((a, b) => a.submittedAt - b.submittedAt || a.n - b.n)[0]?.id ?? null;
  });
  const pair = createMemo(() => {
    const two = both();
    if (two === null) return null;
    const [first, second] = two[0].row.id === stays() ? two : two.toReversed();
    return first === undefined || second === undefined ? null : { stays: first, goes: second };
  });
  const became = createMemo(() => {
    const two = pair();
    return two === null || !may() ? null : becoming(two.stays, two.goes, workspace.directory.setup());
  });
  const ready = () => became() !== null && typeof became() !== "string";
  const wrong = () => {
    if (both() !== null && !may()) return hindered();
    const now = became();
    return typeof now === "string" ? t(`merge.wrong.${now}`) : refused();
  };

  const hindered = () => {
    const [mine, theirs] = (both() ?? []).map(({ row }) => row);
    if (mine?.archivedAt != null) return t("merge.wrong.archived");
    return mine?.isTest === theirs?.isTest ? failureAdvice(t, "not_allowed") : t("merge.wrong.test");
  };

  const refusedWords = (code: FailureCode, { why, field }: ApiFailure) => {
    const many = TOO_MANY.find((one) => one === field);
    const known = WHY.find((one) => one === why);
    return code === "invalid_input" && many !== undefined
      ? t(`merge.wrong.${many}`)
      : known === undefined
        ? failureAdvice(t, code)
        : t(`merge.wrong.${known}`);
  };

  async function send(): Promise<void> {
    const two = pair();
    if (two === null || busy() || !ready()) return;
    const [here, there] = [calledWords(t, two.stays.row), calledWords(t, two.goes.row)];
    const moves = two.goes.row.id === of.row().id;
    const left = moves ? of.opened().archiving() : () => undefined;
    const from = location.pathname;
    setBusy(true);
    setRefused(null);
    const outcome = await floor.fields.merge(two.stays.row.id, two.goes.row.id);
    setBusy(false);
    if (!outcome.ok && outcome.waits === undefined) {
      left(false);
      const reason = refusedWords(outcome.code, outcome.failure);
      setRefused(reason);
      // Who closed it meanwhile sees none of it.
      if (over || !of.shown())
        app.toasts.show({ id: outcome.mutation, tone: "overdue", text: t("refused.notSavedFor", { lead: there, reason }) });
      return;
    }
    // Opened anew meanwhile, it is another one.
    if (!over) of.done();
    if (!outcome.ok) return left(false);
    if (moves && location.pathname === from) navigate(leadAddress(workspace.slug, two.stays.row.id, location), { scroll: false });
    left(true);
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("merge.done", { stays: here, goes: there }),
      actions: [{ label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) }],
    });
  }

  return {
    both,
    failure: () => other()?.failure() ?? null,
    gone: () => !busy() && (other()?.gone() ?? false),
    again: async () => other()?.refresh(),
    stays,
    keep: (id) => {
      if (busy()) return;
      setRefused(null);
      setChosen(id);
    },
    mayStay,
    becoming: () => {
      const [two, now] = [pair(), became()];
      return two === null || now === null || typeof now === "string" ? null : { stays: two.stays, of: now };
    },
    wrong,
    ready,
    busy,
    send,
  };
}
