import * as v from "valibot";

/** An address as typed, in the one spelling that is stored and signs in: the table and the sign-in compare it letter by letter. */
export const typedEmail = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254));

/** An address that can be somebody's. No wider than what the sign-in takes: who is given another one could never come in. */
export const emailAddress = v.pipe(typedEmail, v.regex(/^[!-~]+$/), v.email());

/** One line: a name stands in lists, menus and exports. */
export const personName = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(120), v.regex(/^[^\p{Cc}]+$/u));
