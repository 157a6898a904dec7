import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { effectiveRetention, RETENTION, type RetentionClass, type RetentionOverride } from "../../domain/retention.ts";
import { auditOnPlatform } from "./audit.ts";
import { batch, type Platform } from "./database.ts";
import { retentionOverride } from "./schema/platform.ts";

/** RT1: what was set in place of the table's own days; `effectiveRetention` says what holds. */
export function readOverrides(platform: Platform): Promise<RetentionOverride[]> {
  return platform.select({ class: retentionOverride.class, days: retentionOverride.days }).from(retentionOverride);
}

/** Another number of days for a class, within its bounds. */
export async function setRetention(
  platform: Platform,
  asked: { readonly class: RetentionClass; readonly days: number },
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const { least, most } = RETENTION[asked.class];
  if (!Number.isInteger(asked.days) || asked.days < least || asked.days > most) throw new Refusal("invalid_input", { least, most });
  const at = fresh.now();
  const before = effectiveRetention(await readOverrides(platform))[asked.class];
  const set = { days: asked.days, setBy: doer.person ?? "system", setAt: at };
  const detail = { before: { days: before }, after: { days: asked.days } };
  await batch(platform, [
    platform
      .insert(retentionOverride)
      .values({ class: asked.class, ...set })
      .onConflictDoUpdate({ target: retentionOverride.class, set }),
    ...(await auditOnPlatform(
      platform,
      null,
      [{ act: "retention.set", subjectKind: "retention", subject: asked.class, detail }],
      doer,
      at,
      fresh,
    )),
  ]);
}
