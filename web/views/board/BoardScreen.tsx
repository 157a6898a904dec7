import { useLocation, useNavigate, useParams } from "@solidjs/router";
import { createComputed, createEffect, createMemo, createSignal, For, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { focusBack } from "../../ui/anchor.ts";
import type { ListPlace } from "../../ui/hold.ts";
import { lazyPart } from "../../ui/part.tsx";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { useListKeys } from "../leads/keys.ts";
import { LeadsFooter } from "../leads/LeadsFooter.tsx";
import { LeadsHeader } from "../leads/LeadsHeader.tsx";
import { LoadFailed } from "../leads/LeadsStates.tsx";
import { createLooked } from "../leads/looked.ts";
import { COVERED, createNarrow, PHONE } from "../leads/narrow.ts";
import { mayWith } from "../rights.ts";
import { BoardColumn } from "./BoardColumn.tsx";
import type { Dragging } from "./dragging.ts";
import { StageSwitch } from "./StageSwitch.tsx";
import { boardShown } from "./shown.ts";
import { BoardEmpty, BoardLoading } from "./states.tsx";
import { swiped } from "./swiped.ts";
import { useAround } from "./useAround.ts";
import { useBoard } from "./useBoard.ts";
import { useDrop } from "./useDrop.ts";

const ClosingAsk = lazyPart(async () => (await import("../acts/ClosingAsk.tsx")).ClosingAsk);
const ViewBar = lazyPart(async () => (await import("../leads/filters/ViewBar.tsx")).ViewBar);
const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);

/** The board, the way over it by pointer and by keys, and the open lead over its end. */
export function BoardScreen(): JSX.Element {
  const { t, dir } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const covered = createNarrow(COVERED);
  const phone = createNarrow(PHONE);
  const looked = createLooked();
  const coarse = window.matchMedia("(pointer: coarse)").matches;
  const opened = useBoard();
  const columns = createMemo(() => opened()?.board.columns() ?? []);
  const shown = createMemo(() => boardShown(opened, t("board.title")));
  const [filtering, setFiltering] = createSignal(false);
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  const [dragging, setDragging] = createSignal<Dragging | null>(null);
  /** The column that a phone shows. */
  const [chosen, setChosen] = createSignal<string | null>(null);
  const single = createMemo(() => (columns().find(({ stage }) => stage === chosen()) ?? columns()[0])?.stage ?? null);
  const drawn = createMemo(() => (phone() ? columns().filter(({ stage }) => stage === single()) : columns()));
  const nothing = createMemo(() => columns().every(({ ids, query }) => query.complete() && ids().length === 0));
  const handles = new Map<string, VirtualListHandle>();
  // By board and column: whoever comes back to one finds it as it was.
  const places = new Map<string, ListPlace | null>();

  const lead = () => params["lead"] ?? null;
  const address = (id: string | null) => `/w/${workspace.slug}/board${id === null ? "" : `/${id}`}${location.search}`;
  const open = (id: string | null) => navigate(address(id), { replace: lead() !== null && id !== null, scroll: false });
  const columnElement = (stage: string) => scroller()?.querySelector<HTMLElement>(`[data-column="${stage}"]`) ?? undefined;
  const around = useAround({
    columns,
    opened: lead,
    covered,
    open,
    handleOf: (stage) => handles.get(stage),
    show: (stage) => {
      if (phone()) setChosen(stage);
      else columnElement(stage)?.scrollIntoView({ inline: "nearest", block: "nearest" });
    },
  });
  const drop = useDrop((stage) => columnElement(stage)?.querySelector<HTMLElement>("header") ?? columnElement(stage));
  const at = () => {
    const place = around.place();
    return place?.here === true ? place.lead : null;
  };

  // Only where there is a pointer that can carry anything.
  createEffect(() => {
    const [element, now] = [scroller(), opened()];
    if (element === undefined || now === null || coarse) return;
    let gone = false;
    let made: Dragging | undefined;
    void import("./dragging.ts").then(
      ({ createDragging }) => {
        if (gone) return;
        made = createDragging(element, {
          take: now.board.take,
          over: now.board.over,
          letGo: (id, stage) => {
            around.setActive(id);
            drop.drop(now.board, id, stage);
          },
        });
        setDragging(made);
      },
      // Without its code there is the menu.
      () => undefined,
    );
    onCleanup(() => {
      gone = true;
      made?.close();
      setDragging(null);
    });
  });
  // What is asked stands for the card as long as it is asked.
  createComputed(on(drop.asking, (asking) => asking === null && opened()?.board.unlay(), { defer: true }));

  function act(kind: "assign" | "stage" | "attempt"): void {
    const id = lead() ?? at();
    if (id === null) return;
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    if (lead() === null) handles.get(String(around.place()?.list))?.reveal(id);
    const card = `[data-key="${id}"]`;
    const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? find(`${card} [data-act="${kind}"]`) ?? find(`${card} [data-row]`);
    if (anchor !== null) acts[kind](id, anchor);
  }
  useListKeys({
    lead: () => lead() ?? at(),
    opened: () => lead() !== null,
    next: () => around.move(1),
    previous: () => around.move(-1),
    open: () => {
      const id = at();
      if (id !== null) open(id);
    },
    close: () => {
      if (lead() !== null) open(null);
    },
    top: () => handles.get(around.tabbed() ?? "")?.toTop(),
    act,
    filter: () => setFiltering(true),
    calls: () => ({ next: t("board.next"), previous: t("board.previous") }),
  });
  offerActions(() => {
    const forward = dir() === "rtl" ? -1 : 1;
    const row = workspace.leads.row(lead() ?? at() ?? "");
    const way = (id: string, label: string, keys: readonly string[], run: () => void) =>
      ({ id, label, group: "list", keys, run, keysOnly: true }) as const;
    return [
      way("board.before", t("board.stageBefore"), [forward === 1 ? "left" : "right"], () => around.across(-1)),
      way("board.after", t("board.stageAfter"), [forward === 1 ? "right" : "left"], () => around.across(1)),
      ...(mayWith(workspace, "lead.stage", row)
        ? [{ id: "lead.stage", label: t("board.drag"), group: "lead" as const, keys: ["m", "s"], run: () => act("stage") }]
        : []),
    ];
  });
  createEffect(
    on(lead, (now, before) => {
      if (now !== null) around.setActive(now);
      else if (before) queueMicrotask(() => focusBack(scroller()?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? undefined));
    }),
  );
  const step = (by: 1 | -1) => {
    const next = columns()[columns().findIndex(({ stage }) => stage === single()) + by];
    if (next !== undefined) setChosen(next.stage);
  };

  return (
    <>
      <LeadsHeader list="view" shown={shown()} filtering={filtering()} onFiltering={setFiltering} />
      <Show when={workspace.state() === "ready" && location.search !== ""}>
        <ViewBar shown={shown()} />
      </Show>
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Switch fallback={<BoardLoading />}>
          <Match when={workspace.state() === "loading" && workspace.failure()}>{(failure) => <LoadFailed failure={failure()} />}</Match>
          <Match when={opened()}>
            {(now) => (
              <Show when={!nothing()} fallback={<BoardEmpty filtered={now().filtered} />}>
                <Show when={phone()}>
                  <StageSwitch columns={columns()} chosen={single()} onChoose={setChosen} />
                </Show>
                <div
                  ref={setScroller}
                  class="flex min-h-0 flex-1 gap-3 overflow-x-auto p-3 max-md:overflow-x-hidden max-md:p-0 md:px-6"
                  {...swiped((way) => step(dir() === "rtl" ? (way === "left" ? -1 : 1) : way === "left" ? 1 : -1), phone)}
                >
                  <For each={drawn()}>
                    {(column) => (
                      <BoardColumn
                        column={column}

                        opened={lead()}
                        active={around.at(column.stage)}
                        tabbed={phone() || around.tabbed() === column.stage}
                        carried={now().board.carried()?.lead ?? null}
                        landed={drop.landed()}
                        lit={now().board.carried()?.over === column.stage && now().board.carried()?.from !== column.stage}
                        touch={coarse}
                        alone={phone()}
                        looked={looked() && !(covered() && lead() !== null)}
                        dragging={dragging()}
                        address={address}
                        onOpen={open}
                        onActive={around.setActive}
                        handle={(made) => (made === undefined ? handles.delete(column.stage) : handles.set(column.stage, made))}
                        place={places.get(`${now().key} ${column.stage}`) ?? null}
                        onPlace={(place) => places.set(`${now().key} ${column.stage}`, place)}
                      />
                    )}
                  </For>
                </div>
              </Show>
            )}
          </Match>
        </Switch>
        <Show when={drop.asking()} keyed>
          {(asking) => (
            <ClosingAsk
              lead={asking.lead}
              stage={asking.stage}
              anchor={asking.anchor}
              open
              onOpenChange={(open) => !open && drop.setAsking(null)}
            />
          )}
        </Show>
        <Show when={workspace.state() === "ready" && lead()}>
          {(id) => <LeadPanel id={id()} onClose={() => open(null)} onMove={around.move} canMove={around.canMove} />}
        </Show>
      </div>
      <LeadsFooter shown={shown()} />
    </>
  );
}
