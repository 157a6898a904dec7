import * as v from "valibot";
import { instant } from "./ids.ts";
import { typedEmail } from "./person.ts";
import { platformRole } from "./platform.ts";
import { memberStatus, role } from "./rights.ts";
import { reason } from "./support.ts";

/** Workspaces and people as the console sees them: who is where, never what they work on. */

export const workspaceLine = v.object({
  id: v.string(),
  slug: v.string(),
  name: v.string(),
  status: v.picklist(["active", "suspended"]),
  /** Active ones. Without one nobody can let support in. */
  owners: v.number(),
});
export type WorkspaceLine = v.InferOutput<typeof workspaceLine>;
/** `more`: there are others than these. */
export const workspacesAnswer = v.object({ workspaces: v.array(workspaceLine), more: v.boolean() });

/** Suspended: nobody gets in and who is in is put out; leads are still taken. The reason is the audit's, and its owners read it. */
export const workspaceStatusBody = v.object({ status: v.picklist(["active", "suspended"]), reason });
export const workspaceStatusAnswer = v.object({ status: v.picklist(["active", "suspended"]), pending: v.boolean() });

/** The whole address: nobody is found by a part of it. */
export const foundQuery = v.object({ email: typedEmail });
export const foundPerson = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  emailVerified: v.boolean(),
  createdAt: instant,
  role: v.nullable(platformRole),
  totp: v.boolean(),
  passkeys: v.number(),
  /** That still stand. */
  sessions: v.number(),
  workspaces: v.array(v.object({ id: v.string(), name: v.string(), role, status: memberStatus })),
  /** Their second factors can be taken away by a link in their mailbox, from then on. */
  recovery: v.nullable(v.object({ startsAt: instant, expiresAt: instant })),
});
export type FoundPerson = v.InferOutput<typeof foundPerson>;
export const foundAnswer = v.object({ person: v.nullable(foundPerson) });

export const recoverAskBody = v.object({ reason });
export const recoverAskAnswer = v.object({ startsAt: instant });
