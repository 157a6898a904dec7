// @vitest-environment jsdom
import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, describe, expect, it } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { ReadCell } from "../../web/views/leads/columns/ReadCell.tsx";
import { Contacted } from "../../web/views/lead/Contacted.tsx";
import { WaitingClock } from "../../web/ui/WaitingClock.tsx";
import { desk } from "./desk.tsx";

afterEach(cleanup);

/** The desk's now is midnight before 26 November. */
const at = (day: number, hour: number, minute: number) => Date.UTC(2026, 10, day, hour, minute);
const shown = async (row: Partial<LeadRow>) => {
  const of = desk({ row });
  const view = of.show(() => (
    <p data-testid="line">
      <Contacted row={of.lead()} />
    </p>
  ));
  const line = await screen.findByTestId("line");
  view.unmount();
  return line.textContent;
};

describe("ED1: the first attempt that stands, and who was reached", () => {
  it.each<[string, Partial<LeadRow>, string]>([
    ["tried only", { firstAttemptAt: at(24, 6, 5) }, "First tried after 6:00, Tue 24 Nov at 06:05"],
    [
      "tried, and reached the day after",
      { firstAttemptAt: at(24, 6, 5), reachedAt: at(25, 5, 12) },
      "First tried after 6:00, Tue 24 Nov at 06:05 · Reached yesterday at 05:12",
    ],
    [
      "won since",
      { firstAttemptAt: at(24, 6, 5), reachedAt: at(24, 6, 5), closedAt: at(25, 7, 0), stage: "won" },
      "First tried after 6:00, Tue 24 Nov at 06:05 · Reached Tue 24 Nov at 06:05 · Won yesterday at 07:00",
    ],
    ["lost without a try", { firstAttemptAt: null, closedAt: at(25, 7, 0), stage: "lost" }, "Lost yesterday at 07:00"],
    ["nothing yet", { firstAttemptAt: null }, ""],
  ])("%s", async (_what, row, said) => {
    expect(await shown({ submittedAt: at(24, 5, 59), ...row })).toBe(said);
  });

  it("the stopped clock tells its moment on hover, one that runs has none", () => {
    const clock = (stoppedAt: number | null) => {
      const of = desk();
      of.show(() => <WaitingClock since={0} amberAt={1} redAt={2} stoppedAt={stoppedAt} now={() => 9} label={(state) => state} />);
    };
    clock(7);
    clock(null);
    return Promise.all([screen.findByLabelText("stopped"), screen.findByLabelText("red")]).then((clocks) =>
      expect(clocks.map((one) => one.dataset["tipAt"])).toEqual(["7", undefined]),
    );
  });

  it.each(["firstContact", "reached", "closed"])("the column %s says when, and that there is nothing where nothing was", async (column) => {
    const moment = at(25, 8, 0);
    const of = desk({ row: { firstAttemptAt: moment, reachedAt: moment, closedAt: moment } });
    const none = desk({ row: { firstAttemptAt: null } });
    of.show(() => <ReadCell row={of.lead()} column={column} />);
    expect((await screen.findByText("16 hr ago")).dataset["tipAt"]).toBe(String(moment));
    cleanup();
    none.show(() => <ReadCell row={none.lead()} column={column} />);
    expect(await screen.findByText("–")).toBeTruthy();
  });
});
