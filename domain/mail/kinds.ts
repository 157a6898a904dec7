import * as v from "valibot";
import { instant } from "../ids.ts";

/** Every mail the platform writes, and what its text is filled with. `link` is a whole address; what it opens stands behind its `#`. */
const link = v.pipe(v.string(), v.url());
const name = v.string();

export const mailKind = v.variant("kind", [
  v.object({ kind: v.literal("invitation"), workspace: name, by: name, expires: instant, link }),
  v.object({ kind: v.literal("reset_password"), link }),
  v.object({ kind: v.literal("verify_email"), link }),
  /** To the address that was left. */
  v.object({ kind: v.literal("email_changed"), to: v.string() }),
  v.object({ kind: v.literal("password_changed") }),
  v.object({ kind: v.literal("new_browser"), browser: v.string(), place: v.nullable(v.string()), at: instant }),
  v.object({ kind: v.literal("second_factor_added") }),
  v.object({ kind: v.literal("second_factor_removed") }),
  /** To the person: takes their second factors away, from `from` on. */
  v.object({ kind: v.literal("recovery"), by: name, from: instant, until: instant, link }),
  /** To every owner of a workspace of theirs. */
  v.object({ kind: v.literal("recovery_asked"), person: name, by: name, reason: v.string(), from: instant, link }),
  /** To every owner of the workspace. */
  v.object({
    kind: v.literal("support_asked"),
    workspace: name,
    by: name,
    reason: v.string(),
    minutes: v.number(),
    edit: v.boolean(),
    link,
  }),
  v.object({ kind: v.literal("audit_head"), workspace: name, hash: v.string(), records: v.number(), sealedAt: instant }),
]);
export type MailKind = v.InferOutput<typeof mailKind>;

/** A mail before it is written down. */
export interface Mail {
  readonly to: string;
  readonly language: "en" | "ar";
  readonly says: MailKind;
}
