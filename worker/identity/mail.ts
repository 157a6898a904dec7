import type { Fresh } from "../../domain/fresh.ts";
import type { Mail } from "../../domain/mail/kinds.ts";
import { sealToken } from "../sealed.ts";
import type { Platform, Statement } from "../store/database.ts";
import { insertMails } from "../store/mail.ts";

/** The statements that put mails on their way, for the batch of what they tell of. `keys` is TOKEN_KEYS: a mail may hold a link that opens something. */
export async function mailStatements(
  platform: Platform,
  keys: string,
  mails: readonly Mail[],
  fresh: Pick<Fresh, "id" | "now">,
): Promise<Statement[]> {
  const rows = await Promise.all(
    mails.map(async ({ to, language, says }) => {
      const id = fresh.id();
      return { id, kind: says.kind, recipient: to, language, sealed: await sealToken(keys, id, JSON.stringify(says)) };
    }),
  );
  return insertMails(platform, rows, fresh.now());
}
