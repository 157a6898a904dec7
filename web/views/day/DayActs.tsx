import { type Accessor, createContext, createSignal, type JSX, Show, useContext } from "solid-js";
import type { FollowUp } from "../../../domain/followup.ts";
import type { Bannable } from "../../../domain/lead.ts";
import type { Moved } from "../../store/floor/followups.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useWorkspace } from "../context.tsx";
import { useFollowUpActs } from "../lead/followups/useFollowUpActs.ts";
import { useDay } from "./useDay.ts";

const ChangeDialog = lazyPart(async () => (await import("./ChangeDialog.tsx")).ChangeDialog);

/** What is done from My day. What one did oneself moves things at once, also under one's own pointer. */
export interface DayActs {
  done(of: FollowUp): void;
  move(of: FollowUp, to: Moved): void;
  /** A day and time of one's own. */
  choose(of: FollowUp): void;
  touched(lead: string): void;
  /** A text is being chosen over a row: nothing moves beneath it. */
  readonly choosing: Accessor<boolean>;
  setChoosing(is: boolean): void;
  /** The channels that this lead's person did not agree to on a form. */
  unticked(lead: string): readonly Bannable[];
  /** Whether what happens to this lead now is one's own doing. */
  isMine(lead: string): boolean;
}

const Context = createContext<DayActs>();

export function useDayActs(): DayActs {
  const acts = useContext(Context);
  if (acts === undefined) throw new Error("used outside of My day");
  return acts;
}

/** A call that was begun here is logged within that time, if at all. */
const MINE_MS = 120_000;

export function DayActsProvider(props: { readonly clock: () => number; readonly children: JSX.Element }): JSX.Element {
  const workspace = useWorkspace();
  const day = useDay();
  const followUps = useFollowUpActs();
  const [chosen, setChosen] = createSignal<FollowUp>();
  const [open, setOpen] = createSignal(false);
  const [choosing, setChoosing] = createSignal(false);
  const mine = new Map<string, number>();
  const touched = (lead: string) => void mine.set(lead, props.clock());
  const acts: DayActs = {
    touched,
    choosing,
    setChoosing,
    unticked: day.unticked,
    isMine: (lead) => props.clock() - (mine.get(lead) ?? Number.NEGATIVE_INFINITY) < MINE_MS,
    done: (of) => {
      touched(of.lead);
      void followUps.done(of, day.followUpsOf(of.lead));
    },
    move: (of, to) => {
      touched(of.lead);
      void followUps.move(of, to, day.followUpsOf(of.lead));
    },
    choose: (of) => {
      setChosen(of);
      setOpen(true);
    },
  };
  const row = () => {
    const of = chosen();
    return of === undefined ? undefined : workspace.leads.row(of.lead);
  };
  return (
    <Context.Provider value={acts}>
      {props.children}
      <Show when={row()}>
        {(lead) => (
          <Show when={chosen()}>
            {(of) => <ChangeDialog row={lead()} of={of()} open={open()} onOpenChange={setOpen} onSave={(plan) => acts.move(of(), plan)} />}
          </Show>
        )}
      </Show>
    </Context.Provider>
  );
}
