import type { Accessor } from "solid-js";
import type { Boot } from "../../domain/api.ts";
import type { FollowUp } from "../../domain/followup.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { MyDay } from "../../domain/myday.ts";
import type { Position } from "../../domain/wire.ts";
import type { KeptQueue } from "./queue.ts";

/** Set before anything is kept: whoever ends a session looks here whether there is something to destroy. It names the place used last. */
export const KEEPS = "leadoxe.keeps";

/** Set before this browser is subscribed to pushes: whoever ends a session looks here whether there is something to take back. */
export const PUSHES = "leadoxe.pushes";

/** What is typed and not sent. */
export interface KeptDraft {
  readonly lead: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

/** One's own leads due today, with the names behind their ids. */
export interface KeptDay {
  /** When it was last known to be so. */
  readonly at: number;
  readonly position: Position;
  readonly boot: Boot;
  readonly rows: readonly LeadRow[];
  readonly followUps: readonly FollowUp[];
  readonly unticked?: MyDay["unticked"] | undefined;
  readonly done: readonly FollowUp[];
}

/** What one person keeps of one workspace on this device (OF1). Writing never rejects: what cannot be kept is not. */
export interface Keeping {
  readonly queue: KeptQueue;
  drafts(): Promise<readonly KeptDraft[]>;
  /** Null: it was sent or thrown away. */
  keepDraft(lead: string, draft: Omit<KeptDraft, "lead"> | null): void;
  /** Null: there is none, or it is too old to be shown. */
  day(): Promise<KeptDay | null>;
  keepDay(day: KeptDay): void;
}

/** As a workspace drives it. */
export interface Keeper {
  /** What is kept now; null while nothing is. */
  readonly now: Accessor<Keeping | null>;
  /** The browser gives no place to keep anything in. */
  readonly refused: Accessor<boolean>;
  /** Somebody is signed in and sees the workspace. */
  begin(person: string): Promise<void>;
  /** There is no connection to ask who this is: what stands here already, of whomever it is. */
  stand(): Promise<KeptDay | null>;
  /** The key first. `again`: what is still in memory is kept under another one. */
  destroy(again?: "again"): Promise<void>;
  close(): void;
}
