import { createSignal, type JSX, lazy, Match, Show, Suspense, Switch } from "solid-js";
import { type Acts, ActsContext, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";

const AssignPicker = lazy(async () => ({ default: (await import("./AssignPicker.tsx")).AssignPicker }));
const StageMenu = lazy(async () => ({ default: (await import("./StageMenu.tsx")).StageMenu }));
const AttemptMenu = lazy(async () => ({ default: (await import("./AttemptMenu.tsx")).AttemptMenu }));

interface Open {
  readonly kind: keyof Acts;
  readonly lead: string;
  readonly anchor: HTMLElement;
}

export interface ActProps {
  readonly lead: string;
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const CAPABILITY = { assign: "lead.assign", stage: "lead.stage", attempt: "lead.attempt" } as const;

/** One picker and one menu for all rows and the panel: a list of thousands carries none of its own. */
export function ActsProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const workspace = useWorkspace();
  const [current, setCurrent] = createSignal<Open>();
  // Kept mounted while it closes, so that it can hand the focus back.
  const [open, setOpen] = createSignal(false);
  const start = (kind: keyof Acts) => (lead: string, anchor: HTMLElement) => {
    if (!mayWith(workspace, CAPABILITY[kind], workspace.leads.row(lead))) return;
    const same = open() && current()?.kind === kind && current()?.lead === lead;
    setCurrent({ kind, lead, anchor });
    setOpen(!same);
  };
  const acts: Acts = { assign: start("assign"), stage: start("stage"), attempt: start("attempt") };
  return (
    <ActsContext.Provider value={acts}>
      {props.children}
      <Suspense>
        <Show when={current()} keyed>
          {(now) => (
            <Switch>
              <Match when={now.kind === "assign"}>
                <AssignPicker lead={now.lead} anchor={now.anchor} open={open()} onOpenChange={setOpen} />
              </Match>
              <Match when={now.kind === "stage"}>
                <StageMenu lead={now.lead} anchor={now.anchor} open={open()} onOpenChange={setOpen} />
              </Match>
              <Match when={now.kind === "attempt"}>
                <AttemptMenu lead={now.lead} anchor={now.anchor} open={open()} onOpenChange={setOpen} />
              </Match>
            </Switch>
          )}
        </Show>
      </Suspense>
    </ActsContext.Provider>
  );
}
