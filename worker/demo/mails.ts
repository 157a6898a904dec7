import { renderMail } from "../../domain/mail/render.ts";
import { openMail } from "../identity/post.ts";
import type { Platform } from "../store/database.ts";
import { newestMails } from "../store/mail.ts";

/** Mails of development, as their readers would have them: they stay on this machine. */

const SHOWN = 100;

export async function readMails(platform: Platform, keys: string) {
  const rows = await newestMails(platform, SHOWN);
  return Promise.all(
    rows.map(async ({ id, kind, recipient, language, sealed, createdAt, sentAt }) => {
      const says = await openMail({ id, sealed }, keys).catch(() => null);
      const written = says === null ? { subject: null, text: null } : renderMail(says, language);
      const { subject, text } = written;
      const link = says !== null && "link" in says ? says.link : null;
      return { id, kind, to: recipient, language, at: createdAt, sent: sentAt !== null, subject, text, link };
    }),
  );
}
