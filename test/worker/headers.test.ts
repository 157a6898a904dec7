import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ANSWER_POLICY, appPolicy, FIXED, headersOf, PERMISSIONS } from "../../domain/headers.ts";
import { ask } from "../support/signed.ts";

const written = headersOf(ANSWER_POLICY);

describe("SC2: what every answer tells the browser", () => {
  it.each([
    ["an answer without a session", "/api/session", 401],
    ["nothing there", "/api/nothing", 404],
    ["a refusal of the sign-in", "/api/auth/ok", 404],
    ["health", "/healthz", 200],
    ["Meta's door", "/webhooks/meta", 403],
    ["a file that is gone", "/assets/gone.js", 404],
  ])("%s says all of it", async (_, path, status) => {
    const answer = await ask(path);
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(written))
      expect([name, sorted(name, answer.headers.get(name))]).toEqual([name, sorted(name, value)]);
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{8,}$/);
  });

  it("the policy's page has its own content policy and the same others", async () => {
    const answer = await exports.default.fetch("http://localhost/privacy-policy");
    for (const [name, value] of Object.entries(written)) {
      if (name === "Content-Security-Policy" || name === "Referrer-Policy") continue;
      expect([name, sorted(name, answer.headers.get(name))]).toEqual([name, sorted(name, value)]);
    }
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*style-src 'sha256-/);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("nothing inline, nothing evaluated, no origin but ours, on no page", () => {
    for (const policy of [appPolicy(false), ANSWER_POLICY]) {
      const text = headersOf(policy)["Content-Security-Policy"] ?? "";
      expect(text).not.toMatch(/unsafe|https?:|\*|blob:/);
      expect(text).toMatch(/default-src 'none'/);
      expect(text).toMatch(/frame-ancestors 'none'/);
      expect(text).toMatch(/base-uri 'none'/);
    }
    // The demo's page, in development only, asks whether its doors' hosts exist.
    expect(headersOf(appPolicy(true))["Content-Security-Policy"]).toContain("http://*.localhost:*");
  });

  it("allows itself what it uses by name, and refuses the rest of the browser's powers", () => {
    expect(Object.entries(PERMISSIONS).flatMap(([name, sources]) => (sources.length > 0 ? [name] : []))).toEqual([
      "clipboardWrite",
      "publickeyCredentialsCreate",
      "publickeyCredentialsGet",
    ]);
    expect(written["Permissions-Policy"]).toContain("camera=()");
    expect(FIXED.strictTransportSecurity).toMatch(/^max-age=\d{8}; includeSubDomains$/);
  });

  it("a body over the limit is refused before it is read, in the one shape of an error", async () => {
    const answer = await ask("/api/session", { method: "POST", body: JSON.stringify({ text: "x".repeat(20_000) }) });
    expect(answer.status).toBe(413);
    const body: { error: Record<string, unknown> } = await answer.json();
    expect(Object.keys(body.error).sort()).toEqual(["code", "request"]);
    expect(answer.headers.get("x-request-id")).toBe(body.error["request"]);
  });
});

/** The library and the file put the parts of a list in another order. */
function sorted(name: string, value: string | null | undefined): string {
  const parts = /policy$/i.test(name) ? (value ?? "").split(/[;,] ?/) : [value ?? ""];
  return parts
    .map((part) => part.trim())
    .sort()
    .join(" | ");
}
