import { describe, expect, it, vi } from "vitest";
import { createApi } from "../../web/connection/api.ts";
import type { Fetch } from "../../web/connection/call.ts";
import { early } from "../../web/connection/early.ts";
import { PAGE } from "../../web/connection/limits.ts";

const LEADS = `/api/w/acme/leads?limit=${PAGE}`;
const BOOT = "/api/w/acme/boot";
const WAITING = "/api/w/acme/waiting";

/** A server that answers when it is told to; each answer names which of the questions for its path it is of. */
function server() {
  const asked: string[] = [];
  const open = new Map<string, (status: number) => void>();
  const ask: Fetch = (path, init) => {
    asked.push(path);
    const nth = asked.filter((one) => one === path).length;
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      open.set(path, (status) => (status === 0 ? reject(new Error("no connection")) : resolve(new Response(`${path} ${nth}`, { status }))));
    });
  };
  const answer = async (path: string, status = 200) => {
    open.get(path)?.(status);
    // What follows an answer is asked for within a few turns.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { asked, ask, answer };
}
const get = async (fetch: Fetch, path: string) => (await fetch(path, { method: "GET" })).text();

describe("EV2: what a workspace begins with is asked for before its code is here", () => {
  it("asks for exactly what the app asks for then, each once", async () => {
    const { asked, ask, answer } = server();
    const fetch = early(ask, "acme");
    await answer(LEADS);
    const before = [...asked];
    const api = createApi(fetch);
    const taken = [api.session(), api.leads("acme", { limit: PAGE }), api.boot("acme"), api.waiting("acme")];
    for (const one of taken) one.catch(() => undefined);
    expect(before).toEqual([LEADS, "/api/session", BOOT, WAITING]);
    expect(asked).toEqual(before);
  });

  it("asks for people and counts only once the leads are answered: who changes in between is in one of the two", async () => {
    const { asked, ask, answer } = server();
    const fetch = early(ask, "acme");
    expect(asked).toEqual([LEADS, "/api/session"]);
    const boot = get(fetch, BOOT);
    expect(asked).toEqual([LEADS, "/api/session"]);
    await answer(LEADS);
    await answer(BOOT);
    expect(await boot).toBe(`${BOOT} 1`);
  });

  it("gives each answer once: whoever asks again is told what is so by then", async () => {
    const { ask, answer } = server();
    const fetch = early(ask, "acme");
    await answer(LEADS);
    expect(await get(fetch, LEADS)).toBe(`${LEADS} 1`);
    const again = get(fetch, LEADS);
    await answer(LEADS);
    expect(await again).toBe(`${LEADS} 2`);
    // Older than those leads, and nobody's any more.
    const boot = get(fetch, BOOT);
    await answer(BOOT);
    expect(await boot).toBe(`${BOOT} 2`);
  });

  it("gives a refusal too, to whoever comes after it: nobody waits for the same one twice", async () => {
    const { asked, ask, answer } = server();
    const fetch = early(ask, "acme");
    await answer("/api/session", 401);
    await answer(LEADS, 401);
    const before = [...asked];
    expect((await fetch(LEADS, { method: "GET" })).status).toBe(401);
    expect((await fetch("/api/session", { method: "GET" })).status).toBe(401);
    expect(asked).toEqual(before);
    expect(asked).not.toContain(BOOT);
  });

  it("EV4: gives nothing any more once a command may have made somebody else of who is signed in", async () => {
    const { asked, ask, answer } = server();
    const fetch = early(ask, "acme");
    await answer(LEADS);
    void fetch("/api/auth/sign-out", { method: "POST" });
    void fetch(LEADS, { method: "GET" });
    void fetch(BOOT, { method: "GET" });
    expect(asked.filter((path) => path === LEADS || path === BOOT)).toEqual([LEADS, BOOT, LEADS, BOOT]);
  });

  it("keeps what was answered in time, however late it is taken", async () => {
    vi.useFakeTimers();
    const { ask, answer } = server();
    const fetch = early(ask, "acme");
    await answer(LEADS);
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(await get(fetch, LEADS)).toBe(`${LEADS} 1`);
  });

  it.each([
    ["refused", 503],
    ["lost", 0],
  ])("asks for all of it anew where the leads were %s", async (_, status) => {
    const { asked, ask, answer } = server();
    const fetch = early(ask, "acme");
    const first = get(fetch, LEADS).catch(() => "lost");
    await answer(LEADS, status);
    await first;
    expect(asked).not.toContain(BOOT);
    const boot = get(fetch, BOOT);
    await answer(BOOT);
    expect(await boot).toBe(`${BOOT} 1`);
  });

  it("answers nothing of another workspace, and no command", async () => {
    const { asked, ask } = server();
    const fetch = early(ask, "acme");
    void fetch(`/api/w/other/leads?limit=${PAGE}`, { method: "GET" });
    void fetch("/api/session", { method: "POST" });
    expect(asked).toEqual([LEADS, "/api/session", `/api/w/other/leads?limit=${PAGE}`, "/api/session"]);
  });
});
