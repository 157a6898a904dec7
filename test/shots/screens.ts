import { CONSOLE } from "./console.ts";
import { ACTED, DOORS } from "./doors.ts";
import { ARRIVING, LEAD, LIST } from "./leads.ts";
import type { Shot } from "./shot.ts";

/** Every screen and everything that opens over one, ready and in each state it can be in. What is built later joins here. */
export const SHOTS: readonly Shot[] = [...LIST, ...LEAD, ...DOORS, ...CONSOLE, ...ARRIVING, ...ACTED];
