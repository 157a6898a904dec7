import { describe, expect, it } from "vitest";
import { CAPABILITY_NAMES, GUEST_ROLES, ROLES } from "../../domain/rights.ts";
import { DEFAULT_SETTINGS } from "../../domain/workspace.ts";
import { createMaking } from "../../web/store/settings/making.ts";
import { readAddresses } from "../../web/views/settings/addresses.ts";
import { cellOf, groupsOf } from "../../web/views/settings/matrix.ts";
import { COUNTRIES, guessRegion, TIME_ZONES } from "../../web/views/settings/regions.ts";
import { dayNames, ordered, timesFor, timeWords } from "../../web/views/settings/weekdays.ts";
import { createWish } from "../../web/views/new/wish.ts";
import { rights } from "../../web/words/ar/rights.ts";
import { uuidOf } from "./support.ts";

describe("addresses that are pasted", () => {
  it.each([
    ["a@x.example, B@X.example\na@x.example", ["a@x.example", "b@x.example"], []],
    ["Nora Al Ali <nora@x.example>; omar@x.example", ["nora@x.example", "omar@x.example"], []],
    ['"Khan, Sara" <sara@x.example>,layla@x.example', ["sara@x.example", "layla@x.example"], ['"Khan']],
    ["sara@, @x.example sara", [], ["sara@", "@x.example", "sara"]],
    ["", [], []],
  ])("%j", (text, right, wrong) => {
    expect(readAddresses(text)).toEqual({ right, wrong });
  });
});

describe("the matrix of rights", () => {
  it("PM1: shows every capability of the table once, in its group", () => {
    expect(groupsOf(CAPABILITY_NAMES).flatMap(({ capabilities }) => capabilities)).toHaveLength(CAPABILITY_NAMES.length);
    expect(new Set(groupsOf(CAPABILITY_NAMES).map(({ name }) => name)).size).toBe(groupsOf(CAPABILITY_NAMES).length);
  });

  it("PM1: says by name what a right gives, and never to support", () => {
    expect(cellOf("owner", "privacy.handle")).toEqual({ named: "privacy" });
    expect(cellOf("support_edit", "sessions.addresses")).toEqual({ reach: "none" });
    expect(cellOf("manager", "lead.read")).toEqual({ reach: "team" });
    for (const role of [...ROLES, ...GUEST_ROLES]) for (const one of CAPABILITY_NAMES) expect(cellOf(role, one)).toBeDefined();
  });

  it("has words for each in Arabic as well", () => {
    const said = Object.entries(rights.rights.may).flatMap(([head, rest]) => Object.keys(rest).map((tail) => `${head}.${tail}`));
    expect(said.sort()).toEqual([...CAPABILITY_NAMES].sort());
  });
});

describe("where a workspace is", () => {
  it("lists countries and no groups of them", () => {
    expect(COUNTRIES.length).toBeGreaterThan(240);
    for (const code of ["AE", "EG", "SA", "XK", "GB"]) expect(COUNTRIES).toContain(code);
    for (const code of ["EU", "UN", "ZZ", "SU", "UK"]) expect(COUNTRIES).not.toContain(code);
    expect(TIME_ZONES).toContain("Asia/Dubai");
  });

  it.each([
    [["en-US"], "Asia/Dubai", "AE"],
    [["en-US"], "Africa/Cairo", "EG"],
    [["en", "de-DE"], "Europe/Berlin", "DE"],
    [["x_y"], "Etc/UTC", "AE"],
  ])("%j in %s is %s", (languages, zone, country) => {
    expect(guessRegion(languages, zone)).toEqual({ country, timeZone: zone });
  });
});

describe("working hours", () => {
  it("begin where the week does, end at 24:00 and keep a minute that is no half hour", () => {
    expect(ordered("SA")[0]).toBe("7");
    expect(ordered("DE")).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(dayNames("en-GB")["5"]).toBe("Friday");
    expect([timeWords(0, "en-GB"), timeWords(1440, "en-GB"), timeWords(545, "ar-AE-u-nu-latn")]).toEqual(["00:00", "24:00", "09:05"]);
    expect(timesFor(545)).toContain(545);
    expect(timesFor(540)).toHaveLength(49);
  });
});

describe("a workspace being made", () => {
  it("PE1: its address follows its name until somebody writes one", () => {
    const wish = createWish({ country: "AE", timeZone: "Asia/Dubai" }, "en");
    wish.setName("Palm Brokers");
    expect(wish.slug()).toBe("palm-brokers");
    wish.setSlug("Palm");
    wish.setName("Palm & Sons");
    expect(wish.slug()).toBe("palm");
    wish.setSlug("");
    wish.setName("نخيل");
    expect([wish.slug(), wish.read()]).toEqual(["", null]);
    wish.setSlug("nakheel");
    expect(wish.read()).toEqual({
      name: "نخيل",
      slug: "nakheel",
      settings: { ...DEFAULT_SETTINGS, country: "AE", timeZone: "Asia/Dubai", language: "en" },
    });
  });

  it("PE1: asked twice it keeps its id, so that it is made once", async () => {
    const ids: string[] = [];
    const making = createMaking(
      async (body) => {
        ids.push(body.id);
        if (ids.length === 1) throw new Error("lost on the way");
        return { slug: body.slug, pending: true };
      },
      { id: () => uuidOf(ids.length + 7) },
    );
    const wish = { name: "Palm", slug: "palm", settings: DEFAULT_SETTINGS };
    expect(await making.make(wish)).toMatchObject({ failure: { code: "internal" } });
    expect(await making.make(wish)).toEqual({ slug: "palm", pending: true });
    expect(new Set(ids).size).toBe(1);
  });
});
