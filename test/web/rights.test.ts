import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import type { Role } from "../../domain/rights.ts";
import { createDirectory } from "../../web/store/directory.ts";
import { mayBeHidden } from "../../web/views/rights.ts";
import { boot, sourcesOf } from "./support.ts";

describe("an empty list says whether there may be more than one is shown", () => {
  const cases: [Role, boolean, string | null, boolean][] = [
    ["agent", true, null, false],
    ["agent", false, null, true],
    ["agent", true, "other", true],
    ["agent", true, "me", false],
    ["manager", true, null, false],
    ["manager", true, "other", true],
    ["admin", true, "other", false],
    ["owner", false, null, false],
  ];
  it.each(cases)("a %s (%s: agents see unclaimed leads) looking at the leads of %s: %s", (role, agentsSeeUnclaimed, owner, hidden) => {
    createRoot((dispose) => {
      const directory = createDirectory(sourcesOf());
      const first = boot();
      directory.load({ ...first, me: { ...first.me, role, agentsSeeUnclaimed } });
      expect(mayBeHidden({ directory }, owner === "me" ? first.me.id : owner)).toBe(hidden);
      dispose();
    });
  });
});
