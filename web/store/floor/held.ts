import { type LeadRow, newestFirst } from "../../../domain/lead.ts";
import type { SearchPart } from "../../../domain/listing.ts";
import { searchWords } from "../../../domain/search.ts";
import { lookFor, type Places, placesOf, termsOf } from "../../../domain/searching.ts";
import type { Clock } from "../../connection/edge.ts";
import type { Leads } from "../leads.ts";

/** A lead that somebody may mean, and where what they typed stands in it. */
export interface Hit {
  readonly id: string;
  readonly where: readonly SearchPart[];
}

/** The leads that are held here, searched as the server searches, but for their notes: an answer before there is one. */
export interface Held {
  /** The best first, at most so many. */
  find(text: string, most: number): readonly Hit[];
  /** Hears that there are others, or that what is known of them changed. Returns what ends it. */
  onChange(work: () => void): () => void;
  close(): void;
}

/** Their words are made in slices, so that nobody waits for a key to be answered. */
const SLICE_MS = 6;
/** Of rows, between two looks at the clock. */
const STRIDE = 50;

interface Known {
  readonly row: LeadRow;
  readonly places: Places;
}

export function createHeld({
  leads,
  clock,
}: {
  readonly leads: Pick<Leads, "rows" | "follow" | "onRestart">;
  readonly clock: Pick<Clock, "now" | "after">;
}): Held {
  const known = new Map<string, Known>();
  const watchers = new Set<() => void>();
  let waiting: LeadRow[] = [];
  let cancel: (() => void) | null = null;

  const tell = () => {
    for (const work of watchers) work();
  };
  const keep = (row: LeadRow) => void known.set(row.id, { row, places: placesOfRow(row) });
  const slice = () => {
    cancel = null;
    const end = clock.now() + SLICE_MS;
    for (let n = 1; waiting.length > 0; n++) {
      const row = waiting.pop();
      // Changed meanwhile, it is known as it is now.
      if (row !== undefined && !known.has(row.id)) keep(row);
      if (n % STRIDE === 0 && clock.now() >= end) break;
    }
    if (waiting.length > 0) cancel = clock.after(0, slice);
    tell();
  };
  const begin = () => {
    cancel?.();
    known.clear();
    waiting = [...leads.rows()].sort(newestFirst).reverse();
    slice();
  };

  const ends = [
    leads.follow((before, after) => {
      const gone = (after ?? before)?.id;
      if (after === undefined && gone !== undefined) {
        known.delete(gone);
        waiting = waiting.filter(({ id }) => id !== gone);
      } else if (after !== undefined) keep(after);
      tell();
    }),
    leads.onRestart(begin),
  ];
  begin();

  return {
    find: (text, most) => {
      const terms = termsOf(text);
      if (terms.length === 0) return [];
      const look = lookFor(terms);
      const whole = lookFor(terms.map((term) => ({ ...term, open: false })));
      const found: { readonly row: LeadRow; readonly where: readonly SearchPart[]; readonly rank: number }[] = [];
      for (const { row, places } of known.values()) {
        const where = look(places);
        if (!isAll(where)) continue;
        const inBody = where.every((part) => part !== "phone" && part !== "email");
        found.push({ row, where: [...new Set(where)], rank: !inBody ? 2 : whole(places).every((part) => part !== null) ? 0 : 1 });
      }
      return found
        .sort((a, b) => a.rank - b.rank || newestFirst(a.row, b.row))
        .slice(0, most)
        .map(({ row, where }) => ({ id: row.id, where }));
    },
    onChange: (work) => {
      watchers.add(work);
      return () => void watchers.delete(work);
    },
    close: () => {
      cancel?.();
      for (const end of ends) end();
    },
  };
}

/** PV2: what is kept from this person is in no row that they hold; their own leads are whole. */
function placesOfRow(row: LeadRow): Places {
  const { body, email } = searchWords({ ...row, phone: null });
  return placesOf({ body, email, phone: row.phone?.replace(/\D/g, "") ?? "" }, row.masked ?? []);
}

function isAll(where: readonly (SearchPart | null)[]): where is SearchPart[] {
  return where.every((part) => part !== null);
}
