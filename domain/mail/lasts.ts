/** How long what a mail's link opens stays open: the mail says it, whoever makes the link holds to it. */
export const HOUR_MS = 3_600_000;

export const RESET_LASTS_MS = 1 * HOUR_MS;
export const VERIFY_LASTS_MS = 1 * HOUR_MS;
/** From when it starts. */
export const RECOVERY_LASTS_MS = 24 * HOUR_MS;
/** Time for every owner to say no, where nobody who may decide it asked. */
export const RECOVERY_WAITS_MS = 24 * HOUR_MS;
