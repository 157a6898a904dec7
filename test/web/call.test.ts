import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { createApi } from "../../web/connection/api.ts";
import { ApiFailure, createCall } from "../../web/connection/call.ts";
import { row, uuidOf } from "./support.ts";

const schema = v.object({ ok: v.literal(true) });
const refusal = (status: number, error: unknown) => async () => Response.json({ error }, { status });

async function failureOf(work: Promise<unknown>): Promise<ApiFailure> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiFailure)) throw new Error("it did not fail as an ApiFailure");
  return error;
}

describe("createCall", () => {
  it("gives an answer that fits its schema", async () => {
    expect(await createCall(async () => Response.json({ ok: true }))(schema, "GET", "/x")).toEqual({ ok: true });
  });

  it.each<[string, () => Promise<Response>, Partial<ApiFailure>]>([
    ["calls a failing network offline", () => Promise.reject(new TypeError("failed")), { code: "offline", status: null, request: null }],
    ["calls an answer that does not fit internal", async () => Response.json({ ok: 1 }), { code: "internal", status: 200 }],
    ["calls a page of a proxy internal", async () => new Response("<html>", { status: 200 }), { code: "internal" }],
    [
      "keeps the code and the request id of a refusal",
      refusal(403, { code: "not_allowed", request: "r1" }),
      { code: "not_allowed", request: "r1", status: 403 },
    ],
    ["tells how long to wait", refusal(429, { code: "too_many", request: "r1", retryAfter: 30 }), { code: "too_many", retryAfter: 30 }],
    [
      "ED1: hands on the row that a conflict carries",
      refusal(409, { code: "conflict", request: "r1", row: row(1) }),
      { code: "conflict", row: row(1) },
    ],
    [
      "goes by the status when the code is one of a later version",
      refusal(404, { code: "moved_on", request: "r1" }),
      { code: "not_found", request: "r1" },
    ],
    ["goes by the status when the body is somebody else's", async () => new Response("busy", { status: 503 }), { code: "unavailable" }],
  ])("%s", async (_title, fetch, expected) => {
    expect(await failureOf(createCall(fetch)(schema, "GET", "/x"))).toMatchObject(expected);
  });

  /** What is asked comes to nothing on the way so many times. */
  const losing = (times: number, lost = () => new Response("<h1>502</h1>", { status: 502 })) => {
    const asked: string[] = [];
    const fetch = async (path: string, init: RequestInit) => {
      asked.push(`${init.method} ${path} ${typeof init.body === "string" ? init.body : ""}`);
      return asked.length <= times ? lost() : Response.json({ ok: true });
    };
    return { asked, call: createCall(fetch) };
  };

  it("ED1: asks once more, with the same body, what a proxy on the way lost", async () => {
    const { asked, call } = losing(1);
    expect(await call(schema, "POST", "/x", { mutation: "m" })).toEqual({ ok: true });
    expect(asked).toEqual(Array(2).fill('POST /x {"mutation":"m"}'));
  });

  it("ED1: says that nobody answered where a proxy loses it twice: nothing was decided", async () => {
    const { asked, call } = losing(2);
    expect(await failureOf(call(schema, "PUT", "/x", {}))).toMatchObject({ code: "unavailable", status: 502 });
    expect(asked).toHaveLength(2);
  });

  it("leaves to its person what might happen twice, and says that nobody answered", async () => {
    const { asked, call } = losing(1);
    expect(await failureOf(call(schema, "POST", "/x", { code: "123456" }))).toMatchObject({ code: "unavailable" });
    expect(asked).toHaveLength(1);
  });

  it("asks the server itself only once, whatever it says", async () => {
    for (const lost of [
      () => new Response("broke", { status: 500, headers: { "x-request-id": "r1" } }),
      () => Response.json({ error: { code: "unavailable", request: "r1" } }, { status: 503 }),
      () => new Response("<h1>404</h1>", { status: 404 }),
    ]) {
      const { asked, call } = losing(1, lost);
      await failureOf(call(schema, "PUT", "/x", {}));
      expect(asked).toHaveLength(1);
    }
  });

  it("does not ask again for whoever gave up meanwhile", async () => {
    const stop = new AbortController();
    const asked: string[] = [];
    const call = createCall(async (path, init) => {
      init.signal?.throwIfAborted();
      asked.push(path);
      return new Response("<h1>502</h1>", { status: 502 });
    });
    const failing = failureOf(call(schema, "GET", "/x", undefined, stop.signal));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    stop.abort();
    expect((await failing).code).toBe("aborted");
    expect(asked).toHaveLength(1);
  });

  it("tells a request that its caller gave up from a network that failed", async () => {
    const stop = new AbortController();
    const call = createCall(
      (_path, init) => new Promise((_give, fail) => init.signal?.addEventListener("abort", () => fail(new Error("stopped")))),
    );
    const failing = failureOf(call(schema, "GET", "/x", undefined, stop.signal));
    stop.abort();
    expect((await failing).code).toBe("aborted");
  });
});

describe("createApi", () => {
  it("asks the paths of the server, with what each needs", async () => {
    const asked: string[] = [];
    const api = createApi(async (path, init) => {
      asked.push(`${init.method} ${path} ${typeof init.body === "string" ? init.body : ""}`.trim());
      return Response.json({});
    });
    const mutation = uuidOf(9);
    for (const work of [
      api.leads("north", { after: "1.2", limit: 50, owner: "none" }),
      api.leads("north", {}),
      api.send(
        "north",
        { kind: "owner", method: "PUT", path: "leads/l1/owner", body: { mutation, ...{ owner: null } }, versioned: true },
        3,
      ),
      api.send("north", { kind: "undo", method: "POST", path: "undo", body: { mutation, ...{ of: uuidOf(8) } } }, 3),
    ]) {
      await failureOf(work);
    }
    expect(asked).toEqual([
      "GET /api/w/north/leads?after=1.2&limit=50&owner=none",
      "GET /api/w/north/leads",
      `PUT /api/w/north/leads/l1/owner {"mutation":"${mutation}","owner":null,"version":3}`,
      `POST /api/w/north/undo {"mutation":"${mutation}","of":"${uuidOf(8)}"}`,
    ]);
  });

  it("EV4: a 401 is about the session, and is heard in one place", async () => {
    const heard: string[] = [];
    const api = createApi(
      async () => new Response("", { status: 401 }),
      (failure) => heard.push(failure.code),
    );
    expect((await failureOf(api.session())).code).toBe("not_signed_in");
    expect(heard).toEqual(["not_signed_in"]);
  });
});
