import { and, eq, type SQL, sql } from "drizzle-orm";
import { type LeadRow, newestFirst, rowFor, visibilityOf } from "../../domain/lead.ts";
import type { Found } from "../../domain/listing.ts";
import { type Actor, can, maskedFor, reachOf } from "../../domain/rights.ts";
import { scopeToken } from "../../domain/search.ts";
import { foundIn, goesOn, type Parts, spellings, type Term, termsOf } from "../../domain/searching.ts";
import { hasUnspaced, lettersApart } from "../../domain/unspaced.ts";
import { positionOf, readPosition } from "./commit.ts";
import { batch, type Shard, type Statement } from "./database.ts";
import { rowColumns } from "./leads.ts";
import { lead, leadSearch } from "./schema/workspace.ts";

const MOST = 20;

/**
 * The leads that somebody means, the best first. How good a hit is, is where it is: whole words of the lead itself, the beginning of one, its
 * telephone or address, anywhere and in its notes; of each the newest. To weigh every hit of a common word would be to read them all. One
 * round trip.
 */
export async function searchLeads(shard: Shard, actor: Actor, text: string): Promise<Found> {
  const terms = termsOf(text);
  const ranks = terms.length === 0 || reachOf(actor, "lead.read") === "none" ? [] : ranksOf(actor, terms);
  const [position, ...found] = await batch(shard, [
    positionOf(shard, actor.workspace),
    ...ranks.map((rank) => hits(shard, actor.workspace, `${scopeOf(actor)} AND ${rank}`)),
  ]);
  const known = new Map<string, Hit>();
  for (const hit of (found as Hit[][]).flatMap((rank) => rank.sort(newestFirst))) {
    if (!known.has(hit.id) && can(actor, "lead.read", visibilityOf(hit))) known.set(hit.id, hit);
  }
  const best = [...known.values()].slice(0, MOST);
  return {
    position: readPosition(position),
    rows: best.map(({ words: _, ...row }) => rowFor(actor, row)),
    matched: Object.fromEntries(best.map((hit) => [hit.id, foundIn(terms, hit.words, maskedFor(actor, hit))])),
    more: known.size > MOST,
  };
}

type Hit = LeadRow & { readonly words: Parts };

/** Under names of their own: the lead's columns are called the same. */
const WORDS = {
  body: sql<string>`${leadSearch.body}`.as("words"),
  phone: sql<string>`${leadSearch.phone}`.as("phones"),
  email: sql<string>`${leadSearch.email}`.as("emails"),
};

function hits(shard: Shard, workspaceId: string, query: string): Statement {
  // The newest come without any being weighed; a lead of another workspace is not among them, its scope is asked for.
  const newest = sql`(SELECT rowid FROM lead_fts WHERE lead_fts MATCH ${query} ORDER BY rowid DESC LIMIT ${sql.raw(String(MOST + 1))})`;
  return shard
    .select({ ...rowColumns, words: WORDS })
    .from(lead)
    .innerJoin(leadSearch, and(eq(leadSearch.n, lead.n), eq(leadSearch.workspaceId, workspaceId)))
    .where(sql`${lead.n} IN ${newest} AND +${lead.workspaceId} = ${workspaceId}` as SQL);
}

/** PM1: the leads in this person's sight, as tokens of the index. */
function scopeOf(actor: Actor): string {
  const own = [scope("o", actor.person)];
  switch (reachOf(actor, "lead.read")) {
    case "all":
      return scope("w", actor.workspace);
    case "team":
      return allOf([scope("w", actor.workspace), oneOf([...own, scope("o", null), ...actor.teams.map((team) => scope("t", team))])]);
    default:
      return allOf([scope("w", actor.workspace), oneOf([...own, ...(actor.agentsSeeUnclaimed ? [scope("o", null)] : [])])]);
  }
}

const scope = (kind: "w" | "o" | "t", id: string | null) => `scope : "${scopeToken(kind, id)}"`;
const allOf = (parts: readonly string[]) => `(${parts.join(" AND ")})`;
const oneOf = (parts: readonly string[]) => `(${parts.join(" OR ")})`;

function ranksOf(actor: Actor, terms: readonly Term[]): string[] {
  const each = (of: (term: Term) => string[]) => allOf(terms.map((term) => oneOf(of(term))));
  // PV2: by what is kept from them, somebody finds only the leads of which it is not.
  const own = (field: "phone" | "email", query: string) =>
    actor.masked.includes(field) ? allOf([query, scope("o", actor.person)]) : query;
  const phone = ({ digits }: Term) => digits.map((one) => own("phone", `phone : "${one}" *`));
  const email = (term: Term) => own("email", `email : ${phrasesOf(term, goesOn(term))}`);
  const ranks = [
    each((term) => [`body : ${phrasesOf(term, false)}`]),
    each((term) => [`body : ${phrasesOf(term, goesOn(term))}`]),
    each((term) => [...phone(term), email(term)]),
    each((term) => [...phone(term), email(term), `{body notes} : ${phrasesOf(term, goesOn(term))}`]),
  ];
  return [...new Set(ranks)];
}

/** Words are letters and figures only, so that quoted they are nothing but words. */
function phrasesOf({ phrases }: Term, open: boolean): string {
  return allOf(
    phrases.map((phrase, n) => {
      const ways = written(phrase).map((words) => `"${words}"${open && n === phrases.length - 1 ? " *" : ""}`);
      return oneOf([...ways, ...apart(phrase, open && n === phrases.length - 1)]);
    }),
  );
}

/** Words without spaces letter by letter, as they are indexed beside the whole: then a part of one is found, and none of its letters goes on. */
function apart(phrase: readonly string[], open: boolean): string[] {
  const words = phrase.join(" ");
  if (!hasUnspaced(words)) return [];
  const still = open && !hasUnspaced(Array.from(words).at(-1) ?? "");
  return [`"${lettersApart(words)}"${still ? " *" : ""}`];
}

function written(phrase: readonly string[]): string[] {
  const all = phrase.map(spellings);
  const ways = Math.max(...all.map((one) => one.length));
  return Array.from({ length: ways }, (_, n) => all.map((one) => one[n] ?? one[0] ?? "").join(" "));
}
