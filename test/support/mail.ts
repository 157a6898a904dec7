import { asc, eq } from "drizzle-orm";
import type { MailKind } from "../../domain/mail/kinds.ts";
import { openMail } from "../../worker/identity/post.ts";
import { mail } from "../../worker/store/schema/platform.ts";
import { databases, settings } from "./world.ts";

/** What was written to that address, in order. In development a mail keeps what it says, sent or not. */
export async function mailsTo(address: string): Promise<MailKind[]> {
  const rows = await databases.platform.select().from(mail).where(eq(mail.recipient, address)).orderBy(asc(mail.createdAt), asc(mail.id));
  return Promise.all(rows.map((row) => openMail(row, settings.TOKEN_KEYS)));
}

/** The secret part of a mail's link: what stands behind its `#`. */
export function tokenIn(says: MailKind | undefined): string {
  const link = says !== undefined && "link" in says ? says.link : "";
  return new URL(link).hash.slice(1);
}
