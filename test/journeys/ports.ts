/** So many journeys run at once, each with a system of its own: journeys that rain leads would meet each other's. */
export const SYSTEMS = 2;

/** Beside a running `npm start`, not in its way. */
const FIRST = Number(process.env["JOURNEY_PORT"] ?? 8887);
export const portOf = (system: number): number => FIRST + 2 * system;

/** Of the worker that reads this: Playwright numbers them from 0. */
export const JOURNEY_PORT = portOf(Number(process.env["TEST_PARALLEL_INDEX"] ?? 0));
export const JOURNEY_META_PORT = JOURNEY_PORT + 1;
