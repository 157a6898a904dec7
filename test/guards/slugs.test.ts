import * as v from "valibot";
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { workspaceSlug } from "../../domain/slug.ts";
import { WORKSPACES } from "../../worker/demo/cast.ts";

const routes = await Promise.all(["worker/app.ts", "worker/http/live.ts", "web/app.tsx"].map((path) => readFile(path, "utf8")));

it("no fixed part of an address stands where a workspace's slug does, unless that slug is reserved", () => {
  const parts = [...routes.join("\n").matchAll(/"(?:\/api)?\/(?:w|live)\/([^/":*]+)/g)].flatMap((match) => match[1] ?? []);
  expect(parts).toContain("console");
  expect(parts.filter((part) => v.is(workspaceSlug, part))).toEqual([]);
});

it("the demo's workspaces have slugs that anybody's could have", () => {
  for (const { slug } of WORKSPACES) expect(v.is(workspaceSlug, slug)).toBe(true);
});
