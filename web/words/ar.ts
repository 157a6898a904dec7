import { console } from "./ar/console.ts";
import { doors } from "./ar/doors.ts";
import { work } from "./ar/work.ts";
import type { en } from "./en.ts";
import type { Same } from "./match.ts";

const words = { ...doors, ...work, ...console };

/** Every visible word, in Arabic. The type holds it to the English keys and to the same things filled in. */
export const ar: Same<typeof en, typeof words> = words;
