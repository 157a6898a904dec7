import type { Accessor } from "solid-js";
import type { LeadRow } from "../../domain/lead.ts";
import type { Step } from "../../domain/reducer.ts";
import type { Api } from "../connection/api.ts";
import type { ApiFailure, FailureCode } from "../connection/call.ts";
import type { Command } from "../connection/command.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";
import type { Called, Notify } from "./notice.ts";
import type { Change } from "./overlay.ts";

/**
 * What became of a command. `inSight` is false when it took the lead out of one's own sight. `waits`: it is not refused but held until the
 * connection is back, and that is what becomes of it then. Never rejects.
 */
export type Outcome =
  | { readonly ok: true; readonly mutation: string; readonly lead: string; readonly inSight: boolean }
  | {
      readonly ok: false;
      readonly mutation: string;
      readonly code: FailureCode;
      readonly failure: ApiFailure;
      readonly waits?: Promise<Outcome>;
      /** What was written in it stands among what came back, until its author has dealt with it. */
      readonly back?: true;
    };

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
  /** As it is kept: the tab that made it has it on its way. */
  readonly underWay?: true | undefined;
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
  /** One tab at a time sends what waits; and one at a time has something of its own under way. */
  alone(work: () => Promise<void>, what?: "under_way"): Promise<void>;
  onChange(work: () => void): () => void;
}

/** `quiet`: a refusal is said where it was made. `together`: so, and it is one of many that wait for each other. `silent`: nobody hears of it. */
export type How = "quiet" | "together" | "silent";

export interface QueueDeps {
  readonly clock: Clock;
  readonly browser: Pick<Browser, "online">;
  readonly slug: string;
  readonly api: Pick<Api, "send">;
  readonly leads: Pick<Leads, "base" | "apply" | "overlay" | "position">;
  readonly notify: Notify;
  then(what: Step["then"]): void;
  /** The server did it; `before` and `after` as far as they are known. */
  done(one: Waiting, before: LeadRow | undefined, after: LeadRow | undefined): void;
}

export interface Queue {
  readonly waiting: Accessor<readonly Waiting[]>;
  readonly returned: Accessor<readonly Returned[]>;
  issue(id: string, command: Command, change: Change | null, how?: How): Promise<Outcome>;
  /** It will not be sent. False: it is on its way already, or was never here. */
  discard(mutation: string): boolean;
  deal(mutation: string): void;
  /** It comes back after all: refused again, or dealt with by mistake. */
  giveBack(one: Returned): void;
  /** The connection may be back. */
  resume(): void;
  /** From now on what waits is kept there; what was kept there waits here. `unasked`: whose it is was not asked of anybody yet, and nothing goes out before. */
  keepIn(kept: KeptQueue | null, unasked?: "unasked"): Promise<void>;
  /** It is this person's; or it is not, and all that waits is none of theirs. */
  trust(theirs: boolean): void;
  close(): void;
}
