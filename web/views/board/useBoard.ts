import { type Accessor, createEffect, createMemo, on, untrack } from "solid-js";
import { matcherOf, sortText, textOf } from "../../../domain/filter.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { type Board, createBoard } from "../../store/board.ts";
import type { Groups } from "../../store/groups.ts";
import { needsAll } from "../../store/views.ts";
import { useWorkspace } from "../context.tsx";
import { shownOf, useKeptViews, useView, type ViewControl } from "../leads/views/useView.ts";
import { useGroups } from "../lists.ts";

const PAGE = 50;
/** Where all of them have to be here to be put in order. */
const WHOLE = 200;

export interface OpenedBoard {
  /** Another one is another board. */
  readonly key: string;
  readonly board: Board;
  /** Not all leads are asked for. */
  readonly filtered: boolean;
}

/** The board that the address asks for; null while it is not known what that is. */
export function useBoard(view: ViewControl = useView()): Accessor<OpenedBoard | null> {
  const workspace = useWorkspace();
  const views = useKeptViews();
  const { directory, leads } = workspace;
  createEffect(() => {
    const { view: id } = view.state();
    if (id !== null && views.find(id) === undefined) void views.open(id);
  });
  const asked = createMemo(
    () => {
      if (view.state().view !== null && view.saved() === undefined) return null;
      const { filter, sort } = shownOf(view);
      return { filter, sort, key: `${textOf(filter)} ${sortText(sort)} ${view.state().view ?? ""}` };
    },
    undefined,
    { equals: (a, b) => a?.key === b?.key },
  );
  const version = () => directory.setup().version;
  return createMemo<OpenedBoard | null>(() => {
    const now = asked();
    version();
    if (now === null || workspace.state() !== "ready") return null;
    return untrack(() => {
      const { filter, sort, key } = now;
      const whole = needsAll({ sort, group: null });
      const groups = useGroups({ filter, sort, group: "stage", page: whole ? WHOLE : PAGE });
      const fits = stageMatcher();
      const offered = createMemo(
        () => {
          const all = directory.setup().stages;
          const known = all.filter(({ id, retired }) => fits(id) && (retired === undefined || holds(id)));
          const open = known.filter(({ kind }) => kind === "open");
          const closed = ["won", "lost"].flatMap((end) => known.filter(({ kind }) => kind === end));
          return [...open, ...closed].map(({ id }) => id);
        },
        [],
        { equals: (a, b) => a.join() === b.join() },
      );
      const board = createBoard({ groups, stages: offered, leads, tests: filter.some(({ field }) => field === "test") });
      if (whole) createEffect(on(board.columns, (columns) => columns.forEach(({ query }) => readWhole(query))));
      return { key, board, filtered: filter.length > 0 };

      /** A stage that is offered no more is a column while there are leads in it. */
      function holds(stage: string): boolean {
        return (groups.counting.of(stage)?.count ?? 0) > 0;
      }
      /** A filter that names stages leaves the others out. */
      function stageMatcher(): (stage: string) => boolean {
        const named = filter.filter(({ field }) => field === "stage");
        const matches = matcherOf(named, { me: "", now: 0, timeZone: "UTC" });
        return (stage) => matches({ stage } as LeadRow);
      }
    });
  }, null);
}

function readWhole(query: ReturnType<Groups["query"]>): void {
  createEffect(() => {
    if (!query.complete() && !query.loading() && query.failure() === null) void query.more();
  });
}
