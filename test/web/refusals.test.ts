import { createRoot } from "solid-js";
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_SETUP } from "../../domain/setup.ts";
import type { Notice } from "../../web/store/notice.ts";
import type { Workspace } from "../../web/store/workspace.ts";
import type { Toast } from "../../web/ui/toasts.ts";
import { actionsNow } from "../../web/views/actions.ts";
import { toastNotices } from "../../web/views/frame/notices.ts";
import { en } from "../../web/words/en.ts";
import { createTranslate } from "../../web/words/translate.ts";
import { row, uuidOf } from "./support.ts";

const t = createTranslate([() => en], () => "en");
const names: Readonly<Record<string, string>> = { sara: "Sara Khan", priya: "Priya Nair", me: "Me" };
let shown: Toast[];
let again: string[];
let tell: (over: Partial<Extract<Notice, { kind: "refused" }>>) => Toast | undefined;
let held: ReturnType<typeof row> | undefined;

beforeEach(() => {
  [shown, again, held] = [[], [], row(1, { name: "Layla", stage: "qualified", owner: "sara" })];
  return createRoot((dispose) => {
    let listener: ((notice: Notice) => void) | undefined;
    toastNotices(
      {
        directory: {
          member: (id: string | null) => (id === null || names[id] === undefined ? undefined : { name: names[id] }),
          team: (id: string | null) => (id === "east" ? { name: "Sales East" } : undefined),
          me: () => ({ id: "me" }),
          setup: () => DEFAULT_SETUP,
        },
        leads: { row: () => held, onApplied: () => () => undefined },
        commands: { again: async (mutation: string) => void again.push(mutation) },
        onNotice: (work: typeof listener) => ((listener = work), () => undefined),
      } as unknown as Workspace,
      { show: (toast: Toast) => shown.push(toast), dismiss: () => undefined, list: () => shown } as never,
      t,
    );
    tell = (over) => {
      const lead = { name: "Layla", phone: null, email: null, isTest: false };
      listener?.({ kind: "refused", id: uuidOf(1), lead, mutation: "m", code: "conflict", by: "priya", request: null, ...over });
      return shown.at(-1);
    };
    return dispose;
  });
});

describe("ED1: an owner or a stage that somebody was first with", () => {
  it("says who it was and what it is now, and can be insisted on, from its toast and from the palette", () => {
    const stage = tell({ wish: { stage: "visit" } });
    expect(stage?.text).toBe("Not saved: Priya Nair changed Layla first. It is in Qualified now.");
    expect(stage?.actions?.map(({ label }) => label)).toEqual(["Move to Visit anyway"]);
    expect(actionsNow().find(({ id }) => id === "again")?.label).toBe("Move to Visit anyway");
    stage?.actions?.[0]?.run();
    expect([again, actionsNow()]).toEqual([["m"], []]);
    const owner = tell({ wish: { owner: "me" } });
    expect([owner?.text, owner?.actions?.[0]?.label]).toEqual([
      "Not saved: Priya Nair changed Layla first. It is with Sara Khan now.",
      "Assign to Me anyway",
    ]);
    held = row(1, { owner: null });
    expect(tell({ wish: { owner: null }, by: null })).toMatchObject({
      text: "Not saved: somebody changed Layla first. Nobody has it now.",
      actions: [{ label: "Unassign anyway" }],
    });
    held = row(1, { owner: null, team: "east" });
    expect(tell({ wish: { owner: null, team: "east" } })).toMatchObject({
      text: "Not saved: Priya Nair changed Layla first. It is with the team Sales East now.",
      actions: [{ label: "Give to the team Sales East anyway" }],
    });
  });

  it("EV3: not of a lead that left one's sight, nor for any other reason", () => {
    held = undefined;
    const gone = tell({ wish: { stage: "visit" } });
    expect([gone?.text, gone?.actions]).toEqual(["Not saved: Priya Nair changed Layla first. It now shows their change.", undefined]);
    held = row(1);
    expect(tell({ wish: { stage: "visit" }, code: "not_allowed" })?.actions).toBeUndefined();
    expect(tell({})?.actions).toBeUndefined();
  });
});
