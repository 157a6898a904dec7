import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { FollowUp } from "../../../domain/followup.ts";
import type { IdentityKind } from "../../../domain/identity.ts";
import type { Ban } from "../../../domain/nocontact.ts";
import type { LeadProject } from "../../../domain/project.ts";
import type { Visibility } from "../../../domain/rights.ts";
import type { RouteReason } from "../../../domain/routing.ts";

/** How a workspace database tells what changed, and how to set it back. */

const instant = (name: string) => integer(name);
const workspaceId = () => text("workspace_id").notNull();

/** EV1: `seq` is the order in which batches committed, across all workspaces of the shard. */
export const changeLog = sqliteTable(
  "change_log",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    workspaceId: workspaceId(),
    at: instant("at").notNull(),
    entity: text({ enum: ["lead", "member", "team", "workspace"] }).notNull(),
    id: text("entity_id").notNull(),
    op: text({ enum: ["create", "update", "erase"] }).notNull(),
    fields: text({ mode: "json" }).$type<string[]>().notNull(),
    mutation: text(),
    actor: text(),
    before: text({ mode: "json" }).$type<Visibility>(),
    after: text({ mode: "json" }).$type<Visibility>(),
  },
  (table) => [index("change_log_workspace").on(table.workspaceId, table.seq)],
);

/** A person's change, kept so that sent twice it happens once, and so that it can be undone. */
export const mutation = sqliteTable(
  "mutation",
  {
    workspaceId: workspaceId(),
    id: text().notNull(),
    group: text("group_id").notNull(),
    actor: text().notNull(),
    at: instant("at").notNull(),
    lead: text("lead_id").notNull(),
    /** Field by field: what to set back, and what the value must still be. */
    inverse: text({ mode: "json" }).$type<Inverse | null>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** What sets a change back, part by part; each part is undone by the file that makes such changes (`worker/store/undo.ts`). */
export interface Inverse {
  readonly owner?: {
    readonly to: string | null;
    readonly team: string | null;
    readonly reason: RouteReason;
    readonly whileIs: string | null;
    /** Left out by changes from before a team could be given a lead: none but the owner's changed it. */
    readonly teamWhileIs?: string | null;
  };
  readonly stage?: {
    readonly to: string;
    readonly whileIs: string;
    readonly closedAt: number | null;
    readonly lostReason: string | null;
    readonly value: number | null;
    /** What the lead was worth as it was left. */
    readonly valueWhileIs: number | null;
    /** Why it was lost, as it was left. */
    readonly lostReasonWhileIs?: string | null;
  };
  /** The timeline's entry, which stays and is told to be withdrawn; `at` is what the lead's first attempt was set to if there was none. */
  readonly attempt?: { readonly entry: string; readonly at: number };
  /** An attempt that was taken back: when it was, and whether it reached them. */
  readonly withdrawn?: { readonly of: string; readonly at: number; readonly reached: boolean; readonly text?: string };
  /** Plain fields by name, `custom:<id>` for one of the workspace's own. Each is set back only while it is as it was left. */
  readonly fields?: Readonly<Record<string, { readonly to: unknown; readonly whileIs: unknown }>>;
  /** Identities that the edit added. */
  readonly identities?: readonly { readonly kind: IdentityKind; readonly value: string }[];
  /** Identities that the edit took, and that the lead claimed. */
  readonly claims?: readonly { readonly kind: IdentityKind; readonly value: string }[];
  /** `whileIs`: since when it is archived, as it was left. */
  readonly archived?: { readonly to: boolean; readonly whileIs: number | null };
  /** The note's entry, which is told to be withdrawn. */
  readonly note?: { readonly entry: string };
  /** A note that was rewritten or withdrawn (`text` null): how it read before. */
  readonly rewritten?: {
    readonly of: string;
    readonly text: string;
    readonly mentions: readonly string[];
    readonly whileIs: string | null;
  };
  /** Follow-ups as they were before (null: it was not there), each by its version since; `next` is the one that a repeating one was followed by. */
  readonly followUps?: readonly { readonly id: string; readonly to: FollowUp | null; readonly version: number; readonly next?: string }[];
  /** All bans of the lead, before and as they were left: set again by somebody else since, they are not one's own to take back. */
  readonly bans?: { readonly to: readonly Ban[]; readonly whileIs: readonly Ban[] };
  /** `at`: since when the lead had it, which is its place among the others. */
  readonly project?: {
    readonly project: string;
    readonly to: LeadProject | null;
    readonly whileIs: LeadProject | null;
    readonly at?: number;
  };
  /** LM1: the lead that went into this one, at that version, and what came of it; `own`: the follow-ups that were this one's. */
  readonly merged?: {
    readonly lead: string;
    readonly n: number;
    readonly names: readonly string[];
    readonly version: number;
    readonly place: { readonly owner: string | null; readonly team: string | null; readonly archivedAt: number | null };
    readonly entries: readonly string[];
    readonly submissions: readonly string[];
    readonly followUps: readonly string[];
    readonly own: readonly string[];
    /** What was dropped of the other's, as it was. */
    readonly dropped: readonly FollowUp[];
    readonly projects: readonly LeadProject[];
    readonly held: readonly { readonly kind: IdentityKind; readonly value: string; readonly claims: boolean }[];
    /** Fields that somebody had edited in the other alone. */
    readonly edited: readonly string[];
    readonly sameAs: { readonly to: string | null; readonly whileIs: string | null };
  };
}
