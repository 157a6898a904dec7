/** Beside a running `npm start`, not in its way. */
export const JOURNEY_PORT = Number(process.env["JOURNEY_PORT"] ?? 8887);
export const JOURNEY_META_PORT = JOURNEY_PORT + 1;
