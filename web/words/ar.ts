import { doors } from "./ar/doors.ts";
import { support } from "./ar/support.ts";
import { ways } from "./ar/ways.ts";
import { work } from "./ar/work.ts";
import type { en } from "./en.ts";
import type { Same } from "./match.ts";

const words = { ...doors, ...work, ...ways, ...support };

/** Every visible word, in Arabic. The type holds it to the English keys and to the same things filled in. */
export const ar: Same<typeof en, typeof words> = words;
