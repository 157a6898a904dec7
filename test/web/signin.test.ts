import { describe, expect, it } from "vitest";
import { ApiFailure } from "../../web/connection/call.ts";
import { returnPath } from "../../web/views/signin/return-path.ts";
import { startOf } from "../../web/views/signin/start.ts";
import { wrongBefore, wrongOf } from "../../web/views/signin/wrong.ts";

const ORIGIN = "https://crm.example";

describe("returnPath", () => {
  it.each([
    ["/w/north/leads?owner=me#x", "/w/north/leads?owner=me#x"],
    ["//evil.example", null],
    ["/\\evil.example", null],
    ["/\t/evil.example", null],
    ["https://evil.example/w", null],
    ["javascript:alert(1)", null],
    ["w/north", null],
    ["", null],
    ["/", null],
    ["/login?to=/w/north", null],
    [undefined, null],
    [["/w/north", "/w/south"], null],
  ])("%j leads to %j", (to, path) => {
    expect(returnPath(to, ORIGIN)).toBe(path);
  });
});

describe("startOf", () => {
  const session = (...slugs: string[]) => ({
    person: { id: "p", name: "P", email: "p@x.example" },
    workspaces: slugs.map((slug) => ({ slug, name: slug })),
  });
  it.each([
    [session("north"), "/w/north/leads"],
    [session("north", "south"), "/"],
    [session(), "/"],
  ])("%#", (given, path) => {
    expect(startOf(given)).toBe(path);
  });
});

describe("what is wrong with a sign-in", () => {
  it("is said beside the field it is about", () => {
    expect(wrongBefore({ email: "sara", password: "x" })?.at).toBe("email");
    expect(wrongBefore({ email: "sara@x.example", password: "" })?.at).toBe("password");
    expect(wrongBefore({ email: "sara@x.example", password: "x" })).toBeNull();
    expect(wrongOf(new ApiFailure("bad_password"))).toEqual({ at: "password", key: "error.bad_password.title" });
    expect(wrongOf(new ApiFailure("offline"))).toEqual({ at: "form", key: "error.offline.title" });
    expect(wrongOf(new ApiFailure("aborted"))).toEqual({ at: "form", key: "error.internal.title" });
  });
});
