/** Leads of one page. */
export const PAGE = 100;

/** Longer than the slowest answer we give; a phone between two cells may otherwise hang for minutes. */
export const TIMEOUT_MS = 20_000;
