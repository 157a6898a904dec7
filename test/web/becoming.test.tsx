// @vitest-environment jsdom
import { cleanup, render } from "@solidjs/testing-library";
import { fc } from "@fast-check/vitest";
import { MemoryRouter, Route } from "@solidjs/router";
import { createSignal, type JSX } from "solid-js";
import { afterEach, describe, expect, it } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
// Parts that come on their own are here before they are drawn.
import "../../web/views/leads/columns/MoreCell.tsx";
import { BoardCard } from "../../web/views/board/BoardCard.tsx";
import { ActsContext, AppContext, NowContext, WorkspaceContext } from "../../web/views/context.tsx";
import { columnsOffered } from "../../web/views/leads/columns/all.ts";
import { LeadCard } from "../../web/views/leads/LeadCard.tsx";
import { LeadLine } from "../../web/views/leads/LeadLine.tsx";
import { ProjectLead } from "../../web/views/projects/ProjectLead.tsx";
import { SearchRow } from "../../web/views/search/SearchRow.tsx";
import { WordsProvider } from "../../web/words/index.ts";
import { FLOOR, someLead } from "../support/filters.ts";
import { desk, settle } from "./desk.tsx";
import { uuidOf } from "./support.ts";

afterEach(cleanup);

const phone = fc.oneof(fc.constant(null), fc.constantFrom("+971501234567", "+971526541994", "+442079460958", "050 123 4567"));
const email = fc.oneof(fc.constant(null), fc.constantFrom("layla@example.com", "omar@example.com"));
const lead: fc.Arbitrary<LeadRow> = fc
  .tuple(someLead, fc.constantFrom(1, 2), phone, email, fc.constantFrom(null, uuidOf(7)), fc.subarray(["phone", "email"] as const))
  .map(([some, id, phone, email, sameAs, masked]) => ({
    ...some,
    id: uuidOf(id),
    n: id,
    version: 1,
    reason: { code: "by_hand", by: "me" },
    phone: masked.includes("phone") ? null : phone,
    email: masked.includes("email") ? null : email,
    sameAs,
    masked,
  }));

const columns = columnsOffered(FLOOR).map((id) => ({ id }));
const layout = { columns: columns as never, template: "1fr", width: 0, stuck: 0 };
const nothing = () => undefined;
const common = { href: "#lead", opened: false, active: false, inSight: true, onScreen: true, onOpen: nothing, onActive: nothing };

/** Everything a lead is drawn as in a list that is scrolled. */
const KINDS: Readonly<Record<string, (row: () => LeadRow) => JSX.Element>> = {
  "a line of the table with every column": (row) => <LeadLine {...common} row={row()} layout={layout} />,
  "a line of the list": (row) => <LeadLine {...common} row={row()} layout={null} />,
  "a card on a phone": (row) => <LeadCard {...common} row={row()} layout={null} />,
  "a card on the board": (row) => <BoardCard {...common} row={row()} carried={false} landed={false} dragging={null} />,
  "a line of a search": (row) => <SearchRow {...common} row={row()} where={["phone"]} typed="97150" />,
  "a line of a project": (row) => <ProjectLead {...common} row={row()} />,
};

describe("a row that becomes another lead's", () => {
  const of = desk({ boot: { setup: FLOOR } });
  const { workspace } = of;
  const stage = (view: () => JSX.Element) =>
    render(() => (
      <WordsProvider initial="en">
        <AppContext.Provider value={{ toasts: of.toasts, clock: { now: Date.now } } as never}>
          <WorkspaceContext.Provider value={{ ...workspace, here: { callers: () => [] } } as never}>
            <ActsContext.Provider value={{ open: () => null, assign: nothing, stage: nothing, attempt: nothing } as never}>
              <NowContext.Provider value={() => Date.UTC(2026, 10, 26)}>
                <MemoryRouter>
                  <Route path="*" component={() => <>{view()}</>} />
                </MemoryRouter>
              </NowContext.Provider>
            </ActsContext.Provider>
          </WorkspaceContext.Provider>
        </AppContext.Provider>
      </WordsProvider>
    ));
  /** Each element with what it says, but for what each has for itself. */
  const drawn = (root: Element): string[] =>
    [...root.querySelectorAll("*")].map((element) => {
      const own = [...element.attributes].filter(({ name }) => !["id", "aria-labelledby", "for"].includes(name));
      const words = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data);
      return [element.tagName, ...own.map(({ name, value }) => `${name}=${value.trim()}`).sort(), ...words].join(" ");
    });

  it.each(Object.keys(KINDS))(
    "says what one that is drawn anew says: %s",
    async (kind) => {
      const draw = KINDS[kind] ?? (() => null);
      // What comes on its own is here.
      stage(() => draw(() => fc.sample(lead, { numRuns: 1, seed: 1 })[0] as LeadRow));
      for (let turn = 0; turn < 5; turn++) await settle();
      cleanup();
      fc.assert(
        fc.property(lead, lead, (first, next) => {
          const [row, become] = createSignal(first);
          const { container } = stage(() => draw(row));
          become(next);
          const became = drawn(container);
          cleanup();
          const anew = drawn(stage(() => draw(() => next)).container);
          cleanup();
          expect(became).toEqual(anew);
        }),
        { numRuns: 25 },
      );
    },
    60_000,
  );
});
