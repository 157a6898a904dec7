import { describe, expect, it } from "vitest";
import type { SupportSeat } from "../../domain/support.ts";
import type { GrantRow } from "../../domain/support.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { createDirectory } from "../../web/store/directory.ts";
import { createSupportDesk } from "../../web/store/support.ts";
import { boot, changes, clock, fakeBrowser, sourcesOf, uuidOf } from "./support.ts";

const seat: SupportSeat = { grant: uuidOf(1), person: "n", name: "Nadia", edit: false, until: 5 };

describe("support in the directory", () => {
  it("SU1: who is in comes with the start and with frames; a frame that says nothing of it changes nothing", () => {
    const directory = createDirectory(sourcesOf());
    directory.load(boot({ support: [seat] }));
    expect(directory.support()).toEqual([seat]);
    directory.changed(changes(1, 2));
    expect(directory.support()).toEqual([seat]);
    directory.changed(changes(2, 3, { support: [] }));
    expect(directory.support()).toEqual([]);
  });
});

describe("an owner's desk", () => {
  const grant = (over: Partial<GrantRow> = {}): GrantRow => ({
    id: uuidOf(1),
    workspace: { id: "w", slug: "w", name: "W" },
    person: { id: "n", name: "Nadia" },
    reason: "because",
    edit: false,
    minutes: 60,
    state: "approved",
    version: 2,
    askedAt: 0,
    decidedAt: 1,
    decidedBy: null,
    expiresAt: 5,
    endedAt: null,
    ...over,
  });

  it("SU1: what is known by its seat only is ended at the version that stands", async () => {
    const sent: unknown[] = [];
    const end = async (id: string, version: number) => {
      sent.push([id, version]);
      return grant({ state: "ended" });
    };
    const api = { grants: async () => ({ grants: [grant({ version: 7 })] }), approve: end, refuse: end, end, leave: async () => grant() };
    const desk = createSupportDesk({ api, clock, browser: fakeBrowser() });
    expect(await desk.end(uuidOf(1))).toBeNull();
    expect(sent).toEqual([[uuidOf(1), 7]]);
    expect((await desk.end(uuidOf(2)))?.code).toBe("not_found");
  });

  it("a decision that was not taken says why, and what stands is read again", async () => {
    let reads = 0;
    const refuse = () => Promise.reject(new ApiFailure("conflict"));
    const read = async () => ({ grants: [grant({ version: ++reads })] });
    const desk = createSupportDesk({
      api: { grants: read, approve: refuse, refuse, end: refuse, leave: refuse },
      clock,
      browser: fakeBrowser(),
    });
    expect((await desk.decide(grant(), "approve"))?.code).toBe("conflict");
    expect([reads, desk.grants.value()?.[0]?.version, desk.deciding()]).toEqual([1, 1, null]);
  });
});
