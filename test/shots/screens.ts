import { CONSOLE } from "./console.ts";
import { DAY, FLOOR, PROJECTS } from "./day.ts";
import { ACTED, DOORS } from "./doors.ts";
import { ARRIVING, LEAD, LIST } from "./leads.ts";
import { SETTINGS } from "./settings.ts";
import type { Shot } from "./shot.ts";
import { SUPPORT } from "./support.ts";

/** Every screen and everything that opens over one, ready and in each state it can be in. What is built later joins here. */
export const SHOTS: readonly Shot[] = [
  ...LIST,
  ...LEAD,
  ...DOORS,
  ...CONSOLE,
  ...SETTINGS,
  ...FLOOR,
  ...PROJECTS,
  ...DAY,
  ...SUPPORT,
  ...ARRIVING,
  ...ACTED,
];
