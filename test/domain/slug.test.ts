import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { proposeSlug, RESERVED_SLUGS, workspaceSlug } from "../../domain/slug.ts";

describe("a workspace's slug", () => {
  it.each(["marina-homes", "a1", "ab", "2026", "a".repeat(32), " nile-autos "])("%j is taken", (slug) =>
    expect(v.parse(workspaceSlug, slug)).toBe(slug.trim()),
  );

  it.each(["", "a", "Marina", "marina homes", "-a1", "a1-", "a--b", "a_b", "a.b", "a/b", "é-autos", "a".repeat(33), "a%2fb"])(
    "%j is refused",
    (slug) => expect(v.is(workspaceSlug, slug)).toBe(false),
  );

  it.each([...RESERVED_SLUGS])("%s is kept free", (slug) => expect(v.is(workspaceSlug, slug)).toBe(false));

  it("is never the id of a workspace, which finds one too (PM1)", () => {
    fc.assert(fc.property(fc.uuid(), (id) => !v.is(workspaceSlug, id)));
  });

  it.each([
    ["Marina Homes", "marina-homes"],
    ["  Zoë & Söhne, GmbH ", "zoe-sohne-gmbh"],
    ["Palm Court Residences and Holiday Homes", "palm-court-residences-and-holida"],
    ["Console", ""],
    ["عقارات النيل", ""],
    ["X", ""],
  ])("%s proposes %j", (name, slug) => expect(proposeSlug(name)).toBe(slug));

  it("what is proposed is a slug, or nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
        const slug = proposeSlug(name);
        return slug === "" || v.is(workspaceSlug, slug);
      }),
    );
  });
});
