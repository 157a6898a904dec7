import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { attendedFetch } from "../../web/connection/attended.ts";
import { createConsoleApi } from "../../web/connection/console.ts";
import { createConsole } from "../../web/store/console/console.ts";
import { clock, fakeBrowser, FakeSocket, pass } from "./support.ts";

const BOOT = { me: { id: "n", name: "Nadia", role: "platform:super_admin" }, workspaces: [], pages: [], demo: false };
const refusal = (status: number, code: string) => Response.json({ error: { code, request: "r" } }, { status });

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  FakeSocket.made = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A console over a server that answers as `answer` says. */
function opened(answer: (path: string) => Response) {
  const asked: string[] = [];
  let refused = 0;
  const fetch = async (path: string) => {
    asked.push(path);
    return answer(path);
  };
  const browser = fakeBrowser();
  const made = createConsole({
    api: (failed) => createConsoleApi(fetch, failed),
    socket: { clock, browser, origin: "ws://localhost", WebSocket: FakeSocket as unknown as typeof WebSocket },
    refused: () => refused++,
  });
  return { made, asked, refused: () => refused };
}

describe("the console's gate", () => {
  it("SU1: a refusal in the middle closes it: its line ends, and nothing is read any more", async () => {
    let shut = false;
    const { made, asked, refused } = opened((path) =>
      shut ? refusal(403, "step_up_needed") : Response.json(path.endsWith("/boot") ? BOOT : { crons: [] }),
    );
    await pass();
    expect(made.state()).toBe("ready");
    made.follow(made.crons.read, 5_000);
    await pass(5_000);
    shut = true;
    await pass(5_000);
    expect(made.state()).toBe("closed");
    const before = asked.length;
    const lines = FakeSocket.made.length;
    await pass(60_000);
    expect([asked.length, FakeSocket.made.length, refused()]).toEqual([before, lines, 0]);
  });

  it("SU1: a socket that is closed asks over HTTP why, and hears that it is the second factor", async () => {
    let shut = false;
    const { made } = opened(() => (shut ? refusal(403, "step_up_needed") : Response.json(BOOT)));
    await pass();
    FakeSocket.last().open();
    FakeSocket.last().say({ t: "welcome", v: 1, at: 1 });
    shut = true;
    FakeSocket.last().close(4403);
    await pass();
    expect(made.state()).toBe("closed");
  });

  it("SU1: what an act is refused with closes it as a read does", async () => {
    const { made } = opened((path) => (path.endsWith("/run") ? refusal(403, "step_up_needed") : Response.json(BOOT)));
    await pass();
    await made.runCron("sweep");
    expect(made.state()).toBe("closed");
  });
});

describe("whether somebody is there", () => {
  it("SU1: after a minute without a touch or a key, requests say so; the next one used ends it", async () => {
    const page = new EventTarget();
    vi.stubGlobal("window", page);
    const said: (string | null)[] = [];
    const attended = attendedFetch(async (_, init) => {
      said.push(new Headers(init.headers).get("x-leadoxe-unattended"));
      return new Response();
    }, clock);
    await attended.fetch("/a", {});
    await pass(60_000);
    await attended.fetch("/a", { headers: { "content-type": "application/json" } });
    page.dispatchEvent(new Event("keydown"));
    await attended.fetch("/a", {});
    attended.end();
    await pass(60_000);
    page.dispatchEvent(new Event("keydown"));
    await attended.fetch("/a", {});
    expect(said).toEqual([null, "1", null, "1"]);
  });
});
