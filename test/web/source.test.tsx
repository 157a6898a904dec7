// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { LeadRow } from "../../domain/lead.ts";
import { Source } from "../../web/views/lead/Source.tsx";
import { type Desk, desk, settle } from "./desk.tsx";

beforeAll(async () => {
  await Promise.all([import("../../web/ui/Menu.tsx"), import("../../web/views/lead/HandSources.tsx")]);
  Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
  window.matchMedia ??= () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as never;
});
afterEach(cleanup);

const shown = async (row: Partial<LeadRow>): Promise<Desk> => {
  const of = desk({ row });
  of.show(() => <Source submission={undefined} row={of.lead()} />);
  await screen.findByRole("heading", { name: "Source" });
  return of;
};

describe("ED1: how somebody came", () => {
  it("is corrected where a lead was added by hand, by a choice among the ways there are", async () => {
    const of = await shown({ source: "call" });
    fireEvent.click(await screen.findByRole("button", { name: "Source: They called" }));
    expect((await screen.findAllByRole("menuitemcheckbox")).map((one) => one.textContent)).toHaveLength(6);
    fireEvent.keyDown(await screen.findByRole("menuitemcheckbox", { name: "Referral" }), { key: "Enter" });
    await waitFor(() => expect(of.last().body).toMatchObject({ fields: { source: "referral" } }));
    await of.last().done({ ...of.lead(), version: 2, source: "referral" });
    expect(await screen.findByRole("button", { name: "Source: Referral" })).toBeTruthy();
  });

  it.each<[string, Partial<LeadRow>]>([
    ["that Meta brought", { source: "fb" }],
    ["of somebody else", { source: "call", owner: "sara" }],
  ])("is only read of a lead %s", async (_what, row) => {
    await shown(row);
    await settle();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
