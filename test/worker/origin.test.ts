import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

const AT = "http://agent.localhost:8787/api/w/nowhere/undo";
const COOKIE = { cookie: "leadoxe=something" };
const send = (headers: Record<string, string>, method = "POST") =>
  exports.default.fetch(AT, { method, headers: { "content-type": "application/json", ...headers }, body: "{}" });

describe("SC2: a change that another site sends with somebody's cookie", () => {
  it.each(["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])(
    "is not allowed, whatever it says it is: %s",
    async (type) => {
      const answer = await send({ origin: "http://elsewhere.example", "content-type": type, ...COOKIE });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: "not_allowed" } });
    },
  );

  it.each(["POST", "PUT", "DELETE", "PATCH"])("nor by %s, nor from a page that hides where it is", async (method) => {
    expect((await send({ origin: "null", ...COOKIE }, method)).status).toBe(403);
    expect((await send(COOKIE, method)).status).toBe(403);
  });

  it("counts another door's host, another port and another scheme as other sites, and its own as its own", async () => {
    for (const origin of ["http://manager.localhost:8787", "http://agent.localhost:8788", "https://agent.localhost:8787"]) {
      expect([origin, (await send({ origin, ...COOKIE })).status]).toEqual([origin, 403]);
    }
    expect((await send({ origin: "http://agent.localhost:8787", ...COOKIE })).status).toBe(401);
  });

  it("who brings neither an origin nor a cookie is nobody, and is told so", async () => {
    expect((await send({})).status).toBe(401);
  });
});
