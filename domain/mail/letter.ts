import type { MailKind } from "./kinds.ts";

/** Words of ours, and in them values that somebody else wrote. */
export type Line = readonly (string | { readonly value: string })[];

/** A mail in one language, before it is text or HTML. */
export interface Letter {
  readonly subject: Line;
  readonly happened: readonly Line[];
  /** What exactly, each with its name. */
  readonly facts?: readonly (readonly [string, Line])[];
  /** What to do: its own line and its own button. */
  readonly act?: { readonly label: string; readonly link: string };
  /** When the link ends, and what if it was not you. */
  readonly besides: readonly Line[];
}

export type Letters = { readonly [K in MailKind["kind"]]: (says: Extract<MailKind, { kind: K }>) => Letter };

/** Of a template: its words are ours, what is put into it is not. */
export function line(words: TemplateStringsArray, ...values: readonly string[]): Line {
  return words.flatMap((text, n) => {
    const value = values[n];
    return [...(text === "" ? [] : [text]), ...(value === undefined ? [] : [{ value: harmless(value) }])];
  });
}

/** Marks that turn the direction of what follows: with one in a name, the words after it read otherwise. */
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const LOOKS_LIKE_LINK = /:\/\/|\bwww\.|\p{L}\.\p{L}{2,}/u;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
/** Has no width and breaks no line; no mail program takes what stands around it for one address. */
const JOINER = "\u2060";

/** One line without a direction of its own. A workspace can be called anything: its name makes no link in a mail of ours. */
function harmless(value: string): string {
  const flat = value
    .replaceAll(TURNS, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return ADDRESS.test(flat) || !LOOKS_LIKE_LINK.test(flat) ? flat : flat.replace(/[.:/](?=\S)/g, `$&${JOINER}`);
}
