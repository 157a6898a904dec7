import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it, vi } from "vitest";
import { compareBy, type Filter, matches, type Sort, serverOrder, sortOf } from "../../domain/filter.ts";
import type { LeadRow } from "../../domain/lead.ts";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import { createLeads, type Leads } from "../../web/store/leads.ts";
import { openQuery, type Query } from "../../web/store/queries.ts";
import { at, changes, clock, row, upsert, uuidOf } from "./support.ts";

const CONTEXT = { me: "me", timeZone: "Asia/Dubai", setup: DEFAULT_SETUP };
const PAGE = 4;
const FILTERS: readonly Filter[] = [
  [],
  [{ field: "stage", op: "any", values: ["new", "contacted"] }],
  [{ field: "owner", op: "any", values: ["me", "none"] }],
  [{ field: "tag", op: "any", values: ["hot"] }],
  [
    { field: "value", op: "min", values: ["50"] },
    { field: "stage", op: "none", values: ["lost"] },
  ],
];
const SORTS = ["-created", "created", "-activity", "activity", "followUp", "-followUp", "name", "-value", "stage"];

/** The server: what there is, and pages of it as it stands when it is asked. */
class Server {
  readonly rows = new Map<string, LeadRow>();
  seq = 1;

  expected({ filter, sort }: { readonly filter: Filter; readonly sort: Sort }): LeadRow[] {
    const fit = [...this.rows.values()].filter((one) => matches(filter, one, { ...CONTEXT, now: clock.now() }));
    return fit.sort(compareBy(sort, CONTEXT));
  }

  page(asked: { readonly filter: Filter; readonly sort: Sort }, after: string | undefined) {
    const all = this.expected(asked);
    const from = after === undefined ? 0 : all.findIndex((one) => !before(one, after, asked.sort));
    const rows = from === -1 ? [] : all.slice(from, from + PAGE);
    const last = rows.at(-1);
    const more = from !== -1 && from + PAGE < all.length && last !== undefined;
    return { position: at(this.seq), rows, next: more ? cursorOf(last, asked.sort) : null };
  }
}

const KEYS = { created: "submittedAt", activity: "lastActivityAt", followUp: "nextFollowUpAt" } as const;

function cursorOf(one: LeadRow, { by }: Sort): string {
  const key = one[KEYS[by as keyof typeof KEYS]];
  return key == null ? `e${one.submittedAt}.${one.n}` : `${key}.${one.n}`;
}

/** Whether a lead stands at the cursor or before it. */
function before(one: LeadRow, cursor: string, sort: Sort): boolean {
  const [moment = 0, n = 0] = cursor.replace("e", "").split(".").map(Number);
  const nothing = cursor.startsWith("e");
  const place = { ...one, submittedAt: moment, lastActivityAt: moment, nextFollowUpAt: nothing ? null : moment, n };
  return compareBy(sort, CONTEXT)(one, place) <= 0;
}

const act = fc.record({
  do: fc.constantFrom("change", "change", "change", "add", "remove", "more", "more", "restart"),
  pick: fc.nat(80),
  to: fc.nat(1_000),
});

function changed(one: LeadRow, to: number): LeadRow {
  const over: Partial<LeadRow>[] = [
    { stage: DEFAULT_SETUP.stages[to % 6]?.id ?? "new" },
    { owner: [null, "me", "sara"][to % 3] ?? null },
    { value: to % 2 === 0 ? to % 200 : null },
    { name: `lead ${to}` },
    { lastActivityAt: one.lastActivityAt + (to % 50) * 1_000 },
    { nextFollowUpAt: to % 3 === 0 ? null : to * 1_000 },
    { tags: to % 2 === 0 ? ["hot"] : [] },
  ];
  return { ...one, ...over[to % over.length], version: one.version + 1 };
}

class Run {
  readonly server = new Server();
  readonly leads: Leads = createLeads({ clock, me: () => "me", notify: () => undefined });
  readonly query: Query;
  readonly asked: { readonly filter: Filter; readonly sort: Sort };
  #n = 0;

  constructor(asked: { readonly filter: Filter; readonly sort: Sort }) {
    this.asked = asked;
    for (let n = 0; n < 60; n++) this.#make(n * 7);
    this.query = openQuery(asked, {
      leads: this.leads,
      clock,
      context: () => CONTEXT,
      read: (what, after) => Promise.resolve(this.server.page(what, after)),
      then: () => undefined,
    });
    this.restart();
  }

  restart(): void {
    this.leads.restart({
      position: at(this.server.seq),
      rows: this.server.expected({ filter: [], sort: sortOf("") }).slice(0, 3),
      next: "1.1",
    });
  }

  #make(to: number): LeadRow {
    const one = changed(row(++this.#n, { submittedAt: 1_000 * (this.#n % 5) }), to);
    this.server.rows.set(one.id, one);
    return one;
  }

  #frame(over: Parameters<typeof changes>[2]): void {
    const from = this.server.seq++;
    this.leads.apply({ kind: "frame", frame: changes(from, this.server.seq, over) });
  }

  async step({ do: what, pick, to }: { readonly do: string; readonly pick: number; readonly to: number }): Promise<void> {
    const known = [...this.server.rows.values()];
    const one = known[pick % Math.max(1, known.length)];
    if (what === "add") this.#frame({ upserts: [upsert(this.#make(to), { created: true })] });
    else if (what === "more") await this.query.more();
    else if (what === "restart") this.restart();
    else if (one !== undefined && what === "remove") {
      this.server.rows.delete(one.id);
      this.#frame({ removals: [{ id: one.id, why: "moved", to: null, by: null }] });
    } else if (one !== undefined) {
      const next = changed(one, to);
      this.server.rows.set(next.id, next);
      this.#frame({ upserts: [upsert(next)] });
    }
    while (this.query.loading()) await Promise.resolve();
  }

  /** In the server's own order, what is shown is the beginning of what there is; whole when it says so. */
  check(): void {
    const expected = this.server.expected(this.asked).map((one) => one.id);
    const shown = [...this.query.ids()];
    if (this.query.complete()) expect(shown).toEqual(expected);
    else if (serverOrder(this.asked.filter, this.asked.sort).by === this.asked.sort.by)
      expect(shown).toEqual(expected.slice(0, shown.length));
    else expect(expected.filter((id) => shown.includes(id))).toEqual(shown);
  }
}

describe("FL1, EV2: a list with a filter and an order", () => {
  property.prop([fc.constantFrom(...FILTERS), fc.constantFrom(...SORTS), fc.array(act, { maxLength: 25 })], { numRuns: 200 })(
    "shows what the server would show, whatever changes and however far it was read",
    async (filter, sort, acts) => {
      const run = new Run({ filter, sort: sortOf(sort) });
      for (const one of acts) {
        await run.step(one);
        run.check();
      }
      for (let pages = 0; !run.query.complete() && pages < 50; pages++) await run.query.more();
      expect(run.query.complete()).toBe(true);
      run.check();
      run.query.close();
    },
  );

  it("follows a day that ends and a follow-up that falls due, although nothing changes", async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 10) });
    const leads = createLeads({ clock, me: () => "me", notify: () => undefined });
    const due = row(1, { nextFollowUpAt: Date.now() + 5_000 });
    const query = openQuery(
      { filter: [{ field: "followUp", op: "overdue", values: [] }], sort: sortOf("followUp") },
      {
        leads,
        clock,
        context: () => CONTEXT,
        read: () => Promise.resolve({ position: at(1), rows: [], next: null }),
        then: () => undefined,
      },
    );
    leads.restart({ position: at(1), rows: [due], next: null });
    await vi.advanceTimersByTimeAsync(100);
    expect(query.ids()).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(query.ids()).toEqual([uuidOf(1)]);
    query.close();
    vi.useRealTimers();
  });

  it("wakes nobody when a lead changes and stays where it is", () => {
    const run = new Run({ filter: [], sort: sortOf("") });
    const ids = run.query.ids();
    const [one] = run.server.rows.values();
    if (one === undefined) throw new Error("there are leads");
    run.leads.apply({ kind: "frame", frame: changes(1, 2, { upserts: [upsert({ ...one, name: "another", version: 99 })] }) });
    expect(run.query.ids()).toBe(ids);
    run.query.close();
  });
});
