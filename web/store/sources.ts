import { createSignal } from "solid-js";
import type { Sources } from "../../domain/api.ts";
import type { Clock } from "../connection/edge.ts";

type AdSet = Sources["adSets"][number];
type Ad = Sources["ads"][number];
type Page = Sources["pages"][number];

const TRY_AGAIN_MS = 10_000;
/** Whoever may not have them, or has no connection, is not asked for every ten seconds all day. */
const AT_LONGEST_MS = 5 * 60_000;

/**
 * The names behind the Pages, ad sets and ads in rows. There may be thousands, and most screens show none of them: they are read when one
 * is first looked at, and again when one is met that they do not hold. All reactive.
 */
export interface SourceNames {
  /** They are here, whatever they hold. */
  known(): boolean;
  page(id: string | null | undefined): Page | undefined;
  pages(): readonly Page[];
  adSet(id: string | null | undefined): AdSet | undefined;
  adSets(): readonly AdSet[];
  ad(id: string | null | undefined): Ad | undefined;
  ads(): readonly Ad[];
  close(): void;
}

type Held = Readonly<Record<keyof Sources, ReadonlyMap<string, { readonly id: string; readonly name: string }>>>;
const NONE: Held = { pages: new Map(), adSets: new Map(), ads: new Map() };

export function createSources(deps: { read(): Promise<Sources>; readonly clock: Pick<Clock, "after"> }): SourceNames {
  const [held, setHeld] = createSignal<Held | null>(null);
  /** What was asked for and is not there: nothing is asked for it twice. */
  const missed = new Set<string>();
  let reading = false;
  let again = false;
  let closed = false;
  let cancel: (() => void) | null = null;
  let failed = 0;

  function ask(): void {
    if (closed || cancel !== null) return;
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    // What is drawn asks: it depends on nothing that the asking looks at.
    queueMicrotask(() => void read());
  }

  async function read(): Promise<void> {
    again = false;
    const told = await deps.read().catch(() => null);
    reading = false;
    if (closed) return;
    if (told !== null) {
      failed = 0;
      setHeld({ pages: byId(told.pages), adSets: byId(told.adSets), ads: byId(told.ads) });
    } else
      cancel = deps.clock.after(Math.min(TRY_AGAIN_MS * 2 ** failed++, AT_LONGEST_MS), () => {
        cancel = null;
        ask();
      });
    if (again) ask();
  }

  function find(of: keyof Sources, id: string | null | undefined) {
    if (id == null) return undefined;
    const found = held()?.[of].get(id);
    const name = `${of} ${id}`;
    if (found === undefined && !missed.has(name)) {
      missed.add(name);
      ask();
    }
    return found;
  }

  function all(of: keyof Sources) {
    const here = held();
    if (here === null && !reading) ask();
    return [...(here ?? NONE)[of].values()];
  }

  return {
    known: () => held() !== null,
    page: (id) => find("pages", id),
    pages: () => all("pages"),
    adSet: (id) => find("adSets", id) as AdSet | undefined,
    adSets: () => all("adSets") as AdSet[],
    ad: (id) => find("ads", id) as Ad | undefined,
    ads: () => all("ads") as Ad[],
    close: () => {
      closed = true;
      cancel?.();
    },
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
