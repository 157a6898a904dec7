import type { Platform, Statement } from "./database.ts";
import { mail } from "./schema/platform.ts";

/** One mail as it is kept until it is sent: `sealed` is its values, encrypted. */
export interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly language: "en" | "ar";
  readonly sealed: string;
}

/** For the batch of what the mails tell of: no change without its mail, no mail without its change. */
export function insertMails(platform: Platform, rows: readonly MailRow[], at: number): Statement[] {
  return rows.map((row) => platform.insert(mail).values({ ...row, createdAt: at, dueAt: at }));
}
