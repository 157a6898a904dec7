import * as v from "valibot";

/**
 * RT1: what is kept, how long, and how far that may be changed. The one table that the purge, the policy page and the console read.
 * Days count from what `from` names. What a business enters is kept as long as its workspace is active and stands in no row here.
 */
export const RETENTION = {
  /** Meta's deliveries and what became of each change in them; never a change that is not finished. */
  deliveries: { days: 30, least: 7, most: 90, from: "settled" },
  /** Errors, refused signatures, deliveries of unknown Pages: by cause, without answers. */
  diagnostics: { days: 30, least: 7, most: 90, from: "seen" },
  /** Sessions after they ended. */
  sessions: { days: 30, least: 1, most: 90, from: "ended" },
  /** The live log that screens catch up from. */
  change_log: { days: 30, least: 30, most: 30, from: "written" },
  /** What an undo would set back. */
  undo: { days: 7, least: 7, most: 7, from: "written" },
  /** What people were told of, read or not. */
  notices: { days: 30, least: 7, most: 90, from: "written" },
  /** What jobs and crons did, news between the databases that has arrived, mails that were sent, and ways in that are over: invitations, recoveries, support. */
  operations: { days: 30, least: 7, most: 90, from: "finished" },
  /** Who did what: whole sealed ranges, whose seals stay. */
  audit: { days: 730, least: 365, most: 2_555, from: "sealed" },
} as const satisfies Record<string, RetentionRule>;

interface RetentionRule {
  readonly days: number;
  readonly least: number;
  readonly most: number;
  readonly from: "settled" | "seen" | "ended" | "written" | "finished" | "sealed";
}

export type RetentionClass = keyof typeof RETENTION;
export const RETENTION_CLASSES = Object.keys(RETENTION) as readonly RetentionClass[];
export const retentionClass = v.picklist(RETENTION_CLASSES);

export interface RetentionOverride {
  readonly class: string;
  readonly days: number;
}

/** Days each class is kept: the override where there is one, never outside the class's bounds. */
export function effectiveRetention(overrides: readonly RetentionOverride[]): Readonly<Record<RetentionClass, number>> {
  const asked = new Map(overrides.map((one) => [one.class, one.days]));
  const days = (key: RetentionClass) => {
    const { days: usual, least, most } = RETENTION[key];
    const wish = asked.get(key);
    return wish === undefined || !Number.isFinite(wish) ? usual : Math.min(most, Math.max(least, Math.round(wish)));
  };
  return Object.fromEntries(RETENTION_CLASSES.map((key) => [key, days(key)])) as Record<RetentionClass, number>;
}
