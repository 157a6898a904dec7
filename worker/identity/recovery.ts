import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import type { Mail } from "../../domain/mail/kinds.ts";
import { RECOVERY_LASTS_MS, RECOVERY_WAITS_MS } from "../../domain/mail/lasts.ts";
import type { Platform } from "../store/database.ts";
import { cancel, findUsable, readAsking, use, writeRecovery } from "../store/recovery.ts";
import { hashOfLink, newLinkToken } from "./link.ts";
import { mailStatements } from "./mail.ts";

/** Back in without the second factor that was lost (SI1): by a link in one's own mailbox, which somebody else has to ask for. */

export interface RecoveryDeps {
  readonly platform: Platform;
  /** TOKEN_KEYS. */
  readonly keys: string;
  /** Of the links in the mails. */
  readonly origin: string;
  readonly fresh: Fresh;
}

export interface AskedRecovery {
  readonly person: string;
  /** The workspace whose owner or admin asks; null: support does. */
  readonly workspace: string | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string;
}

/**
 * Puts the link on its way and tells every owner of every workspace of that person. It opens at once where whoever asks may manage them
 * in all of these, and a day later else, so that an owner can say no. One read, one batch.
 */
export async function askRecovery(deps: RecoveryDeps, asked: AskedRecovery, doer: Doer): Promise<{ readonly startsAt: number }> {
  const { platform, keys, origin, fresh } = deps;
  const { person, workspace, by, reason } = asked;
  const asking = { person, workspace, asker: by.id };
  const { person: whose, owners, runners } = await readAsking(platform, asking);
  // PM1: who is not in the asker's workspace is not there at all.
  if (whose === undefined || (workspace !== null && !whose.isMember)) throw new Refusal("not_found");
  if (!whose.managed) throw new Refusal("not_allowed");
  const startsAt = fresh.now() + (whose.atOnce ? 0 : RECOVERY_WAITS_MS);
  const expiresAt = startsAt + RECOVERY_LASTS_MS;
  const token = newLinkToken();
  const link = `${origin}/recover#${token}`;
  const place = owners.find((one) => one.workspace === workspace) ?? owners[0];
  const mails: Mail[] = [
    {
      to: whose.email,
      language: whose.language ?? place?.settings.language ?? "en",
      says: { kind: "recovery", by: by.name, from: startsAt, until: expiresAt, link },
    },
    ...tell(
      [
        ...owners.flatMap(({ id, email, language, settings, slug }) =>
          id === null || email === null
            ? []
            : [{ id, to: email, language: language ?? settings.language, at: `/w/${slug}/settings/people` }],
        ),
        ...runners.map(({ id, email, language }) => ({ id, to: email, language: language ?? ("en" as const), at: "/console/people" })),
      ],
      (at) => ({ kind: "recovery_asked", person: whose.name, by: by.name, reason, from: startsAt, link: `${origin}${at}` }),
    ),
  ];
  const row = { ...asking, id: fresh.id(), reason, tokenHash: await hashOfLink(token), startsAt, expiresAt };
  await writeRecovery(platform, row, await mailStatements(platform, keys, mails, fresh), doer, fresh);
  return { startsAt };
}

interface Told extends Pick<Mail, "to" | "language"> {
  readonly id: string;
  /** Where they can do something about it. */
  readonly at: string;
}

/** Each once, though they may own several of the workspaces. */
function tell(people: readonly Told[], says: (at: string) => Mail["says"]): Mail[] {
  const first = new Map(people.toReversed().map((one) => [one.id, one]));
  return [...first.values()].map(({ to, language, at }) => ({ to, language, says: says(at) }));
}

/** `workspace`: the one in which `by` may manage the person; null: they cancel their own. */
export function cancelRecovery(
  deps: Pick<RecoveryDeps, "platform" | "fresh">,
  cancelled: { readonly person: string; readonly workspace: string | null; readonly by: string },
  doer: Doer,
): Promise<void> {
  return cancel(deps.platform, cancelled, doer, deps.fresh);
}

/** Takes the factors and the sessions of whoever the link was for. It signs nobody in. Every link that does not open is refused alike. */
export async function useRecovery(deps: Omit<RecoveryDeps, "origin">, token: string, doer: Doer): Promise<{ readonly email: string }> {
  const { platform, keys, fresh } = deps;
  const found = await findUsable(platform, await hashOfLink(token), fresh.now());
  if (found === undefined) throw new Refusal("link_over");
  const { email, language, settings } = found;
  const mails: Mail[] = [{ to: email, language: language ?? settings?.language ?? "en", says: { kind: "second_factor_removed" } }];
  await use(platform, found, await mailStatements(platform, keys, mails, fresh), { ...doer, person: found.person }, fresh);
  return { email };
}
