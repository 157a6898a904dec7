import { doors } from "./en/doors.ts";
import { support } from "./en/support.ts";
import { ways } from "./en/ways.ts";
import { work } from "./en/work.ts";

/**
 * Every visible word, in English. An entry with `other` is a plural and chooses by `n`; `{{name}}` is filled in.
 * Plain and short: a button says its act, an error says what happened and what to do.
 */
export const en = { ...doors, ...work, ...ways, ...support };
