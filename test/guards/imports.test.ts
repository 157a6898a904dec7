import { describe, expect, it } from "vitest";
import { importsOf, sourcesUnder } from "../support/sources.ts";

const NODE = ["child_process", "crypto", "events", "fs", "os", "path", "readline/promises", "stream", "util"].map((name) => `node:${name}`);

/** Who may import whom (README, "The folders"). A folder that is not named here may import nothing of ours. */
const ALLOWED: readonly { readonly from: string; readonly may: readonly string[]; readonly packages?: readonly string[] }[] = [
  { from: "domain/", may: ["domain/"], packages: ["valibot", "libphonenumber-js/max", "temporal-polyfill"] },
  { from: "worker/store/", may: ["domain/", "worker/store/"], packages: ["drizzle-orm", "valibot", "canonicalize"] },
  {
    from: "worker/intake/ports.ts",
    may: ["domain/", "worker/store/", "worker/meta/", "worker/intake/", "worker/push/deps.ts", "worker/env.ts", "worker/room.ts"],
  },
  { from: "worker/intake/", may: ["domain/", "worker/store/", "worker/meta/", "worker/intake/", "worker/log.ts"], packages: ["valibot"] },
  { from: "worker/meta/", may: ["domain/", "worker/store/", "worker/meta/", "worker/sealed.ts"], packages: ["valibot"] },
  {
    from: "worker/identity/",
    may: ["domain/", "worker/store/", "worker/identity/", "worker/env.ts", "worker/room.ts", "worker/sealed.ts"],
    packages: ["better-auth", "@better-auth/passkey", "drizzle-orm", "hono", "node:crypto", "valibot"],
  },
  {
    from: "worker/demo/",
    may: ["domain/", "worker/store/", "worker/demo/", "worker/sealed.ts", "worker/identity/", "worker/env.ts"],
    packages: ["valibot"],
  },
  {
    from: "worker/cron/",
    may: [
      "domain/",
      "worker/store/",
      "worker/identity/",
      "worker/intake/",
      "worker/push/",
      "worker/cron/",
      "worker/env.ts",
      "worker/log.ts",
      "worker/room.ts",
    ],
    packages: ["valibot"],
  },
  {
    from: "worker/push/",
    may: ["domain/", "worker/store/", "worker/push/", "worker/env.ts"],
  },
  { from: "worker/http/", may: ["domain/", "worker/"], packages: ["hono", "valibot"] },
  { from: "worker/http/live.ts", may: ["party/sockets.ts"] },
  { from: "worker/app.ts", may: ["domain/", "worker/"], packages: ["hono"] },
  { from: "worker/sealed.ts", may: [] },
  { from: "worker/log.ts", may: ["domain/", "worker/store/cause.ts"] },
  // Runs on the machine of whoever deploys, never in the Worker.
  {
    from: "worker/deploy/",
    may: ["domain/", "worker/deploy/", "worker/env.ts"],
    packages: [...NODE, "wrangler"],
  },
  {
    from: "worker/deploy/people.ts",
    may: ["worker/identity/password.ts", "worker/store/founding.ts", "worker/store/onpaper.ts", "worker/store/database.ts"],
    packages: ["valibot"],
  },
  { from: "worker/deploy/audit.ts", may: ["worker/store/verify.ts", "worker/store/ledger.ts"] },
  { from: "worker/deploy/readers.ts", may: ["worker/store/ledger.ts"], packages: ["node:sqlite"] },
  { from: "worker/deploy/account.ts", may: ["worker/store/guard.ts"] },
  { from: "worker/index.ts", may: ["worker/", "party/"] },
  { from: "worker/env.ts", may: ["domain/", "worker/store/", "worker/push/keys.ts", "party/"], packages: ["valibot", "uuidv7"] },
  { from: "worker/room.ts", may: ["worker/env.ts", "party/room.ts", "party/console.ts"] },
  {
    from: "party/",
    may: ["domain/", "party/", "worker/store/", "worker/identity/", "worker/env.ts", "worker/log.ts"],
    packages: ["partyserver", "valibot", "cloudflare:workers"],
  },
  { from: "web/ui/", may: ["web/ui/", "web/words/", "domain/"] },
  { from: "web/words/", may: ["web/words/", "domain/"] },
  { from: "web/connection/", may: ["web/connection/", "domain/"] },
  { from: "web/store/", may: ["web/store/", "web/connection/", "domain/"] },
  { from: "web/views/", may: ["web/views/", "web/store/", "web/ui/", "web/words/", "domain/"] },
  { from: "web/", may: ["web/", "domain/"] },
];

const BROWSER_PACKAGES = [
  "solid-js",
  "@solidjs/router",
  "@kobalte/core",
  "@atlaskit/pragmatic-drag-and-drop",
  "@tanstack/solid-virtual",
  "@solid-primitives/i18n",
  "lucide-solid",
  "class-variance-authority",
  "partysocket",
  "idb",
  "uqr",
  "uuidv7",
  "valibot",
  "@fontsource",
];

const files = await sourcesUnder(["domain", "worker", "party", "web"]);
const rulesFor = (file: string) => ALLOWED.filter((rule) => file.startsWith(rule.from));

describe("import rules", () => {
  it("finds the sources", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files.map((file) => [file.path, file] as const))("%s imports only what its folder may", (path, file) => {
    const rules = path.startsWith("web/") ? rulesFor(path).slice(0, 1) : rulesFor(path);
    const may = rules.flatMap((rule) => rule.may);
    const packages = path.startsWith("web/") ? BROWSER_PACKAGES : rules.flatMap((rule) => rule.packages ?? []);
    const refused = importsOf(file).filter((target) =>
      target.ours
        ? !may.some((place) => target.path.startsWith(place))
        : !packages.some((name) => target.path === name || target.path.startsWith(`${name}/`)),
    );
    expect(refused.map((target) => target.path)).toEqual([]);
  });

  it("SQL stands only in worker/store and party holds none", () => {
    const holds = files.filter(
      (file) => !file.path.startsWith("worker/store/") && /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b/.test(file.code),
    );
    expect(holds.map((file) => file.path)).toEqual([]);
  });

  it("the clock and ids come from entry files", () => {
    const entry = ["worker/env.ts", "web/connection/edge.ts", "web/connection/uuid.ts", "web/ui/now.ts"];
    const uses = files.filter(
      (file) => !entry.includes(file.path) && /\b(Date\.now\(\)|Math\.random\(\)|crypto\.randomUUID|uuidv7\()/.test(file.code),
    );
    expect(uses.map((file) => file.path)).toEqual([]);
  });

  it("nothing of the browser's or the Worker's world reaches domain", () => {
    const uses = files.filter(
      (file) =>
        file.path.startsWith("domain/") && /\b(fetch\(|document\.|window\.|process\.env|new Date\(\)|performance\.now)/.test(file.code),
    );
    expect(uses.map((file) => file.path)).toEqual([]);
  });
});

describe("names and sizes", () => {
  it("no file is a dumping ground by name", () => {
    const names = files.filter((file) => /(^|\/)(utils?|helpers?|services?|managers?|common|misc|types)(\.|\/)/i.test(file.path));
    expect(names.map((file) => file.path)).toEqual([]);
  });

  it("no source file passes 400 lines, and half of them stay under 100", () => {
    const lines = files.map((file) => file.code.split("\n").length).sort((a, b) => a - b);
    expect(lines.at(-1)).toBeLessThanOrEqual(400);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(100);
  });
});
