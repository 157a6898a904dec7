import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";

const send = (origin: string, contentType: string) =>
  exports.default.fetch("http://agent.localhost:8787/api/w/nowhere/undo", {
    method: "POST",
    headers: { origin, "content-type": contentType },
    body: "a=b",
  });

describe("a form that another site sends with somebody's cookie", () => {
  it.each(["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])(
    "is not allowed: %s",
    async (contentType) => {
      const answer = await send("http://elsewhere.example", contentType);
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: { code: "not_allowed" } });
    },
  );

  it("counts another door's host as another site, and its own as its own", async () => {
    expect((await send("http://manager.localhost:8787", "text/plain")).status).toBe(403);
    expect((await send("http://agent.localhost:8787", "text/plain")).status).toBe(401);
  });
});
