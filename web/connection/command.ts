/** What a command is about: the words for it while it waits are chosen by this. */
export const COMMAND_KINDS = [
  "owner",
  "stage",
  "attempt",
  "withdraw",
  "undo",
  "create",
  "fields",
  "archive",
  "merge",
  "note",
  "rewrite",
  "follow_up",
  "follow_up_change",
  "no_contact",
  "project",
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** A change of a lead as a plain value: it can be kept, and sent later than it was made, once by its mutation (ED1). */
export interface Command {
  readonly kind: CommandKind;
  readonly method: "POST" | "PUT";
  /** Below the workspace's address. */
  readonly path: string;
  readonly body: { readonly mutation: string };
  /** Compare-and-set: the lead's version as the person saw it goes with it. */
  readonly versioned?: true;
}

export const leadPath = (lead: string, rest: string): string => `leads/${encodeURIComponent(lead)}/${rest}`;
