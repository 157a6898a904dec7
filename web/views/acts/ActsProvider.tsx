import { createEffect, createSignal, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { lazyPart } from "../../ui/part.tsx";
import { type Acts, ActsContext, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import { useUndoKey } from "../undo.ts";

const AssignPicker = lazyPart(async () => (await import("./AssignPicker.tsx")).AssignPicker);
const StageMenu = lazyPart(async () => (await import("./StageMenu.tsx")).StageMenu);
const AttemptMenu = lazyPart(async () => (await import("./AttemptMenu.tsx")).AttemptMenu);

type Kind = Exclude<keyof Acts, "open">;

interface Open {
  readonly kind: Kind;
  readonly lead: string;
  readonly anchor: HTMLElement;
  /** What had the focus: by keys, that is the row and not the control in it. */
  readonly from: Element | null;
}

export interface ActProps {
  readonly lead: string;
  /** Where it stands while it is open, and what it gives the focus to when it closes. */
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const CAPABILITY = { assign: "lead.assign", stage: "lead.stage", attempt: "lead.attempt" } as const;

/** One picker and one menu for all rows and the panel: a list of thousands carries none of its own. */
export function ActsProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const workspace = useWorkspace();
  useUndoKey();
  const [current, setCurrent] = createSignal<Open>();
  // Kept mounted while it closes, so that it can hand the focus back.
  const [open, setOpen] = createSignal(false);
  const start = (kind: Kind) => (lead: string, anchor: HTMLElement) => {
    if (!mayWith(workspace, CAPABILITY[kind], workspace.leads.row(lead))) return;
    const same = open() && current()?.kind === kind && current()?.lead === lead;
    // By a key it opens from anywhere in a long page: what it stands at has to be on screen.
    if (!same && anchor.closest("[data-panel]") !== null) anchor.scrollIntoView({ block: "nearest" });
    if (!same) setCurrent({ kind, lead, anchor, from: document.activeElement });
    setOpen(!same);
  };
  const acts: Acts = {
    assign: start("assign"),
    stage: start("stage"),
    attempt: start("attempt"),
    open: () => (open() ? (current()?.lead ?? null) : null),
  };
  const anchor = (now: Open) => (open() ? now.anchor : wayBack(now));

  // Its lead may leave, or its row be scrolled away: there is nothing left to stand at, nor to choose for.
  createEffect(() => {
    const stand = open() ? current()?.anchor : undefined;
    if (stand === undefined) return;
    const watch = new MutationObserver(() => stand.isConnected || setOpen(false));
    watch.observe(document.body, { childList: true, subtree: true });
    onCleanup(() => watch.disconnect());
  });
  return (
    <ActsContext.Provider value={acts}>
      {props.children}
      <Show when={current()} keyed>
        {(now) => (
          <Switch>
            <Match when={now.kind === "assign"}>
              <AssignPicker lead={now.lead} anchor={anchor(now)} open={open()} onOpenChange={setOpen} />
            </Match>
            <Match when={now.kind === "stage"}>
              <StageMenu lead={now.lead} anchor={anchor(now)} open={open()} onOpenChange={setOpen} />
            </Match>
            <Match when={now.kind === "attempt"}>
              <AttemptMenu lead={now.lead} anchor={anchor(now)} open={open()} onOpenChange={setOpen} />
            </Match>
          </Switch>
        )}
      </Show>
    </ActsContext.Provider>
  );
}

/** Where the person was; else where it stood; and where both went with their lead, what is there instead. */
function wayBack(now: Open): HTMLElement {
  const before = now.from === document.body ? null : now.from;
  for (const element of [before, now.anchor]) if (element instanceof HTMLElement && element.isConnected) return element;
  const find = (selector: string) => document.querySelector<HTMLElement>(selector);
  return find("[data-panel]") ?? find('[data-row][tabindex="0"]') ?? find("main") ?? now.anchor;
}
