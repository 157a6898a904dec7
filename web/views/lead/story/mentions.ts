import { type LeadRow, visibilityOf } from "../../../../domain/lead.ts";
import { fold } from "../../../../domain/name.ts";
import { can } from "../../../../domain/rights.ts";
import type { MemberRow } from "../../../../domain/wire.ts";

export type Person = Pick<MemberRow, "id" | "name">;

/** Who sees the lead, without whoever asks: nobody else can be named in its notes, the server leaves them out. */
export function seers(
  members: readonly MemberRow[],
  row: Pick<LeadRow, "owner" | "team" | "archivedAt">,
  { workspace, me, agentsSeeUnclaimed }: { readonly workspace: string; readonly me: string; readonly agentsSeeUnclaimed: boolean },
): Person[] {
  return members
    .filter(({ id, status, role, teams }) => {
      if (id === me || status !== "active") return false;
      return can({ person: id, workspace, role, teams, agentsSeeUnclaimed, rights: [], masked: [] }, "lead.read", visibilityOf(row));
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

export interface Asking {
  /** Where its @ stands. */
  readonly from: number;
  readonly query: string;
}

/** Names have a few words; longer than that, an @ is only a sign. */
const LONGEST = 40;

/** The name that is being typed at the caret, if any. An @ within a word is an address's. */
export function mentionAt(text: string, caret: number): Asking | null {
  const from = text.lastIndexOf("@", caret - 1);
  if (from < 0 || (from > 0 && !/[\s([{"'،]/u.test(text.charAt(from - 1)))) return null;
  const query = text.slice(from + 1, caret);
  return query.length > LONGEST || /[\n@]|^\s/.test(query) ? null : { from, query };
}

/** People whose name has words that begin as what was typed, in their order; the first letters count most. */
export function matching(people: readonly Person[], query: string): Person[] {
  const wanted = fold(query)
    .split(" ")
    .filter((word) => word !== "");
  return people.filter(({ name }) => {
    const words = fold(name).split(" ");
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  });
}

export function withMention(text: string, { from, query }: Asking, { name }: Person): { readonly text: string; readonly caret: number } {
  const [before, after] = [text.slice(0, from), text.slice(from + 1 + query.length)];
  const named = `@${name}${/^\s/.test(after) ? "" : " "}`;
  return { text: before + named + after, caret: before.length + `@${name} `.length };
}

/** Those of them that the text still names. */
export function stillNamed(text: string, people: readonly Person[]): string[] {
  return [...new Set(partsOf(text, people).flatMap(({ person }) => (person === null ? [] : [person])))];
}

export interface Part {
  readonly text: string;
  /** Whose name it is. */
  readonly person: string | null;
}

/** A text cut where it names one of these people, the longer of two names first. */
export function partsOf(text: string, people: readonly Person[]): Part[] {
  const named = people.filter(({ name }) => name !== "").toSorted((a, b) => b.name.length - a.name.length);
  const parts: Part[] = [];
  let plain = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const found = named.find(({ name }) => text.startsWith(name, at + 1) && !/^[\p{L}\p{N}]/u.test(text.slice(at + 1 + name.length)));
    if (found === undefined) continue;
    const end = at + 1 + found.name.length;
    if (at > plain) parts.push({ text: text.slice(plain, at), person: null });
    parts.push({ text: text.slice(at, end), person: found.id });
    plain = end;
    at = end - 1;
  }
  return plain < text.length ? [...parts, { text: text.slice(plain), person: null }] : parts;
}
