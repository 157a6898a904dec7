import Users from "lucide-solid/icons/users";
import { createEffect, createMemo, createSignal, For, type JSX, onMount, Show } from "solid-js";
import type { LeadDetail } from "../../../../domain/api.ts";
import type { LeadRow } from "../../../../domain/lead.ts";
import { MAX_SEARCH, type SearchPart } from "../../../../domain/listing.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { createListbox, ListFilter } from "../../../ui/listbox.tsx";
import { Spinner } from "../../../ui/Spinner.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { failureAdvice } from "../../failure.ts";
import { useFinder } from "../../find.ts";
import { LeadFound } from "../../palette/LeadFound.tsx";
import { mayBeOther } from "./may.ts";

const MOST = 20;

interface Offered {
  readonly id: string;
  /** Undefined: the twin, of which no more than its name is here. */
  readonly row: LeadRow | undefined;
  readonly where: readonly SearchPart[];
}

/** Which other lead is meant: the one that may be the same person first, any other by what is known of it. */
export function FindOther(props: {
  readonly row: LeadRow;
  readonly twin: LeadDetail["sameAs"];
  readonly onPick: (id: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const finder = useFinder(MOST);
  const [text, setText] = createSignal("");
  let box!: HTMLDivElement;
  // Where one comes back from the two leads, what had the focus went with them.
  onMount(() => queueMicrotask(() => box.querySelector("input")?.focus()));
  createEffect(() => finder.ask(text()));
  const twin = (): readonly Offered[] => {
    if (props.twin === null) return [];
    const row = workspace.leads.row(props.twin.id);
    return row !== undefined && !mayBeOther(workspace, props.row, row) ? [] : [{ id: props.twin.id, row, where: [] }];
  };
  const offered = createMemo<readonly Offered[]>(() => {
    if (text().trim() === "") return twin();
    return finder.hits().flatMap(({ id, where }) => {
      const row = finder.row(id);
      return row === undefined || !mayBeOther(workspace, props.row, row) ? [] : [{ id, row, where }];
    });
  });
  const list = createListbox({
    count: () => offered().length,
    filter: text,
    page: 8,
    pick: (index) => {
      const one = offered()[index];
      if (one !== undefined) props.onPick(one.id);
    },
  });
  const said = () => {
    if (offered().length > 0) return "";
    if (finder.text() === "") return t("merge.type");
    return finder.asking() ? t("common.loading") : finder.failure() === null ? t("merge.none") : "";
  };
  return (
    <div ref={box} class="flex flex-col overflow-hidden rounded border border-line-strong bg-raised max-sm:h-full">
      <ListFilter
        list={list}
        label={t("merge.find")}
        count={offered().length}
        value={text()}
        maxLength={MAX_SEARCH}
        autofocus
        onInput={setText}
      />
      <div id={`${list.id}-list`} role="listbox" aria-label={t("merge.found")} class="min-h-0 overflow-y-auto p-1 max-sm:flex-1 sm:h-76">
        <For each={offered()}>
          {(one, index) => (
            <div
              id={`${list.id}-${index()}`}
              role="option"
              aria-selected={list.active() === index()}
              class="flex min-h-9 select-none items-center gap-2.5 rounded px-2 touch:min-h-12"
              classList={{ "bg-pressed": list.active() === index() }}
              onPointerMove={() => list.setActive(index())}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onPick(one.id)}
            >
              <Show
                when={one.row}
                fallback={
                  <>
                    <Icon of={Users} class="text-text-quiet" />
                    <span class="min-w-0 flex-1 truncate">{t("lead.sameAs", { name: props.twin?.name || t("leads.noName") })}</span>
                  </>
                }
              >
                {(row) => <LeadFound row={row()} where={one.where} typed={text()} />}
              </Show>
            </div>
          )}
        </For>
      </div>
      <div
        class="flex items-center gap-2 text-text-quiet"
        classList={{ "min-h-9 border-t border-line px-3 py-1": said() !== "" || finder.failure() !== null }}
      >
        <Show when={said() !== "" && finder.asking()}>
          <Spinner />
        </Show>
        <p role="status" class="min-w-0 flex-1">
          {said()}
        </p>
        <Show when={finder.failure()}>
          {(failure) => (
            <>
              <p role="alert" class="min-w-0 text-overdue-text">
                {failureAdvice(t, failure().code)}
              </p>
              <Button size="small" onClick={() => finder.again()}>
                {t("common.retry")}
              </Button>
            </>
          )}
        </Show>
      </div>
    </div>
  );
}
