import type { FailureCode } from "../connection/call.ts";
import type { Command } from "../connection/command.ts";
import type { Called } from "./notice.ts";
import type { Change } from "./overlay.ts";

/** A change that waits for the connection, as it is kept on the device too (OF1). */
export interface Waiting {
  readonly command: Command;
  readonly lead: string;
  readonly called: Called | null;
  /** What the lead looks like until the server has answered. */
  readonly change: Change | null;
  readonly at: number;
  /** The lead's as the person saw it; it grows with one's own commands before it, which the person saw too. */
  readonly version: number;
  /** It was sent before: it may have happened though no answer came. */
  readonly tried: boolean;
  /** Nobody waits to hear of it: it takes back what was discarded. */
  readonly silent?: true | undefined;
}

/** What waited and was refused, with what was written in it. */
export interface Returned extends Waiting {
  readonly code: FailureCode;
  /** Who was first, in a conflict. */
  readonly by: string | null;
  /** What the server said beyond the code. */
  readonly why: string | null;
  /** The lead that has this person already, where it may be seen. */
  readonly known: string | null;
}

/** Where it is kept while it waits: on the device, for every tab of this person. */
export interface KeptQueue {
  read(): Promise<{ readonly waiting: readonly Waiting[]; readonly returned: readonly Returned[] }>;
  put(one: Waiting): Promise<void>;
  /** In one step: that one does not wait any more, `next` do as they are by now, and `returned` was refused. */
  settle(mutation: string, next: readonly Waiting[], returned: Returned | null): Promise<void>;
  /** What came back was dealt with. */
  deal(mutation: string): Promise<void>;
  /** One tab at a time does this. */
  alone(work: () => Promise<void>): Promise<void>;
  onChange(work: () => void): () => void;
}
