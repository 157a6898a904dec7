import { openWords, textsLike } from "./kept.ts";
import { fold } from "./name.ts";
import { hasUnspaced, lettersApart } from "./unspaced.ts";

/** Tokens of the full-text index's `scope`: whose leads a search may find. Ids lose their hyphens, which would split a token. */
export function searchScope(workspace: string, owner: string | null, team: string | null): string {
  return [scopeToken("w", workspace), scopeToken("o", owner), scopeToken("t", team)].join(" ");
}

export function scopeToken(kind: "w" | "o" | "t", id: string | null): string {
  return `${kind}${id === null ? "none" : id.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
}

/** Folded words of a lead, as they are asked for. */
export interface SearchWords {
  /** Name, company, city and tags, a line each (`BODY`): what a filter on one of them reads. Another, letter by letter, of what has no spaces. */
  readonly body: string;
  /** Its digits, and every ending of them: a telephone is found by any four digits in a row or more. */
  readonly phone: string;
  readonly email: string;
}

/** The lines of `body`, in their order. */
export const BODY = ["name", "company", "city", "tags"] as const;

export interface Searched {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  /** Beside the first ones. */
  readonly contacts?: readonly { readonly kind: "phone" | "email"; readonly value: string }[] | undefined;
}

export function searchWords(lead: Searched): SearchWords {
  const lines = [lead.name, lead.company ?? "", lead.city ?? "", (lead.tags ?? []).join(" ")];
  // PV2: a telephone that was typed where it is called something is searched by as one.
  const others = (kind: "phone" | "email") => [
    ...(lead.contacts ?? []).flatMap((one) => (one.kind === kind ? [one.value] : [])),
    ...lines.flatMap((line) => textsLike(kind, fold(line))),
  ];
  const open = lines.map(openWords);
  const apart = open.filter(hasUnspaced).map(lettersApart).join(" ");
  return {
    body: (apart === "" ? open : [...open, apart]).join("\n"),
    phone: [lead.phone ?? "", ...others("phone")].flatMap(endings).join(" "),
    email: fold([lead.email ?? "", ...others("email")].join(" ")),
  };
}

/** Fewer digits are in too many telephones. */
export const SHORTEST = 4;

function endings(phone: string): string[] {
  const digits = phone.replace(/\D/g, "");
  return Array.from({ length: Math.max(0, digits.length - SHORTEST + 1) }, (_, at) => digits.slice(at));
}

const apartWhereUnspaced = (text: string) => (hasUnspaced(text) ? lettersApart(text) : text);

/** Characters of a lead's notes that are searched. */
const NOTES = 20_000;

/**
 * PV2: folded words of notes, the newest note first, as far as there is room for whole words. Telephones and addresses that were written
 * into them are not searched by; folded first, which makes plain digits of some.
 */
export function noteWords(notes: readonly string[]): string {
  const words = notes
    .map((note) => apartWhereUnspaced(openWords(note)))
    .filter((note) => note !== "")
    .join(" ");
  return words.length <= NOTES ? words : words.slice(0, Math.max(0, words.slice(0, NOTES + 1).lastIndexOf(" ")));
}
