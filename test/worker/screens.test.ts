import { createExecutionContext, env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { app } from "../../worker/app.ts";

const PAGE = "<!doctype html>";

/** What an address is answered with where the built app's files are no more than its page. */
async function answerTo(path: string, init: RequestInit = {}): Promise<Response> {
  const ASSETS = { fetch: (asked: Request) => Promise.resolve(new Response(new URL(asked.url).pathname === "/" ? PAGE : null)) };
  return app.fetch(new Request(`http://localhost${path}`, init), { ...env, ASSETS }, createExecutionContext());
}

describe("SC2: the app's page is answered where a screen is, and nowhere else", () => {
  it.each(["/w/marina-homes/leads/019d0000-0000-7000-8000-000000000000", "/login", "/account", "/demo", "/demo/mail", "/somewhere"])(
    "%s is a screen",
    async (path) => {
      const answer = await answerTo(path);
      expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    },
  );

  it.each(["/assets/StageMenu-gone.js", "/assets/gone", "/icon-gone.png", "/api/nothing", "/live", "/webhooks/nothing", "/demo/nothing"])(
    "%s that is gone is not, and is kept by nobody",
    async (path) => {
      const answer = await answerTo(path);
      expect(answer.status).not.toBe(200);
      expect(await answer.text()).not.toContain(PAGE);
      expect(answer.headers.get("cache-control") ?? "no-store").toBe("no-store");
    },
  );

  it("a change sent to a screen is refused", async () => {
    expect((await answerTo("/w/marina-homes/leads", { method: "POST" })).status).toBe(404);
  });
});
