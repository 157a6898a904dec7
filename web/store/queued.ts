import type { Outcome, Waiting } from "./waiting.ts";

/** A command of this tab's, or one that it sees, until it is settled. */
export interface Item {
  as: Waiting;
  readonly quiet: boolean;
  readonly together: boolean;
  held: boolean;
  /** Unanswered for so long that it is kept all the same. */
  late: boolean;
  /** Another tab's, which has it on its way: it is seen here, and those on the same lead come after it. */
  elsewhere: boolean;
  saved: boolean;
  sending: boolean;
  done(outcome: Outcome): void;
}

export const idOf = (item: Item): string => item.as.command.body.mutation;
/** Whether it is on the device, to be sent should the tab be killed. */
export const isKept = ({ held, late }: Item): boolean => held || late;
/** As they were made. */
export const inOrder = (one: Waiting, other: Waiting): number => (one.command.body.mutation < other.command.body.mutation ? -1 : 1);
