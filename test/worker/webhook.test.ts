import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { DeliveredLead } from "../../domain/delivery.ts";
import type { IntakeMessage } from "../../worker/intake/message.ts";
import { isSignedByMeta } from "../../worker/intake/signature.ts";
import { BODY_LIMIT, takeDelivery, type WebhookPorts } from "../../worker/intake/webhook.ts";
import type { DeliveryRecord, Stored } from "../../worker/store/deliveries.ts";
import { sign } from "../meta/deliver.ts";
import { bodyOf, post } from "../support/deliver.ts";
import { settings } from "../support/world.ts";

const origin = { colo: "DXB", country: "AE", ip: "1.2.3.4", browser: "facebookexternalua" };
const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const fixed = { now: () => 1_000_000, id: () => "lease", random: () => 0 };

/** Ports that record what was asked of them. */
function ports(over: Partial<WebhookPorts> = {}) {
  const asked = {
    stored: [] as { delivery: DeliveryRecord; leads: readonly DeliveredLead[]; lease: unknown }[],
    sent: [] as IntakeMessage[],
    wentOn: [] as Stored[],
    bad: 0,
    texts: [] as string[],
  };
  const own: WebhookPorts = {
    async store(delivery, leads, lease) {
      asked.stored.push({ delivery, leads, lease });
      return leads.map((lead) => ({ lead: lead.lead, page: lead.page, state: "waiting", lease: lease?.id ?? null }));
    },
    async send(messages) {
      asked.sent.push(...messages);
    },
    goOn(_lease, stored) {
      asked.wentOn.push(...stored);
    },
    badSignature() {
      asked.bad++;
    },
    badChanges(_delivery, texts) {
      asked.texts.push(...texts);
    },
    after() {},
    ...over,
  };
  return { asked, own };
}

const told = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ id: String(120232362357810000n + BigInt(at)), page: "77", form: "88" }));

async function take(body: string, own: WebhookPorts, secrets = ["the-current-secret"]) {
  return takeDelivery(bytes(body), await sign(body, "the-current-secret"), origin, secrets, own, fixed);
}

describe("GET /webhooks/meta answers Meta's verification", () => {
  const ask = (query: Record<string, string>) =>
    exports.default.fetch(`http://localhost/webhooks/meta?${new URLSearchParams(query).toString()}`);
  const right = { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": settings.META_VERIFY_TOKEN };

  it("with the challenge as plain text", async () => {
    const response = await ask(right);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      expect.stringContaining("text/plain"),
      "1158201444",
    ]);
  });

  it.each([
    { "hub.verify_token": "wrong" },
    { "hub.verify_token": "" },
    { "hub.mode": "unsubscribe" },
    { "hub.challenge": "<script>" },
    { "hub.challenge": "" },
  ])("and refuses %j", async (over) => {
    expect((await ask({ ...right, ...over })).status).toBe(403);
  });
});

describe("IN3: the signature covers the raw bytes", async () => {
  const body = '{"name":"\\u00e4 \\/ <%@>"}';

  it.each<[string, string | null, string[], boolean]>([
    ["the current secret", await sign(body, "current-secret"), ["current-secret"], true],
    ["the previous secret during a rotation", await sign(body, "previous-secret"), ["current-secret", "previous-secret"], true],
    ["upper-case hex", (await sign(body, "current-secret")).replace(/[a-f]/g, (letter) => letter.toUpperCase()), ["current-secret"], true],
    ["another secret", await sign(body, "other-secret"), ["current-secret"], false],
    ["another body", await sign(`${body} `, "current-secret"), ["current-secret"], false],
    ["no header", null, ["current-secret"], false],
    ["no prefix", (await sign(body, "current-secret")).slice(7), ["current-secret"], false],
    ["a short digest", "sha256=abcd", ["current-secret"], false],
    ["no hex", `sha256=${"z".repeat(64)}`, ["current-secret"], false],
    ["the legacy digest", `sha1=${"a".repeat(40)}`, ["current-secret"], false],
  ])("%s", async (_title, header, secrets, genuine) => {
    expect(await isSignedByMeta(bytes(body), header, secrets)).toBe(genuine);
  });

  it("a bad one is answered 401, counted and not read", async () => {
    const { asked, own } = ports();
    const verdict = await takeDelivery(bytes(bodyOf(told(1))), "sha256=00", origin, ["s"], own, fixed);
    expect([verdict.status, asked.bad, asked.stored.length]).toEqual([401, 1, 0]);
  });

  it("over 1 MiB is answered 413, at the door and in the body", async () => {
    const { own } = ports();
    expect((await takeDelivery(new Uint8Array(BODY_LIMIT + 1), null, origin, ["s"], own, fixed)).status).toBe(413);
    expect((await post(new Uint8Array(BODY_LIMIT + 1), null)).status).toBe(413);
  });

  it("over 1 MiB without a length is answered 413 too, and read no further", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
        if (pulled > 1_000) controller.close();
      },
    });
    const response = await exports.default.fetch("http://localhost/webhooks/meta", { method: "POST", body: endless });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(40);
  });

  it("exactly 1 MiB is read", async () => {
    const body = bodyOf(told(1));
    expect((await post(body + " ".repeat(BODY_LIMIT - body.length))).status).toBe(200);
  });
});

describe("IN1: 200 only after a durable write, leg by leg", () => {
  it("stored: 200, the Page is queued, a small delivery goes on at once under a lease", async () => {
    const { asked, own } = ports();
    expect((await take(bodyOf(told(5)), own)).status).toBe(200);
    expect(asked.sent).toEqual([{ kind: "drain", page: "77" }]);
    expect(asked.wentOn).toHaveLength(5);
    expect(asked.stored[0]?.delivery).toMatchObject({ verdict: "accepted", leads: 5, ...origin });
    expect(asked.stored[0]?.lease).toEqual({ id: "lease", until: 1_030_000 });
  });

  it("IN3: changes that cannot be read are kept as they came, and the others go on", async () => {
    const { asked, own } = ports();
    const body = bodyOf(told(2)).replace('"120232362357810001"', '"none"');
    expect((await take(body, own)).status).toBe(200);
    expect([asked.wentOn.length, asked.texts]).toEqual([1, [expect.stringContaining('"leadgen_id":"none"')]]);
  });

  it("a large delivery is left to the queue", async () => {
    const { asked, own } = ports();
    await take(bodyOf(told(6)), own);
    expect([asked.wentOn.length, asked.stored[0]?.lease]).toEqual([0, null]);
  });

  it("database refuses: the changes go to the queue in messages under 100 KB, still 200", async () => {
    const { asked, own } = ports({ store: () => Promise.reject(new Error("down")) });
    expect((await take(bodyOf(told(1000)), own)).status).toBe(200);
    expect(asked.sent.length).toBeGreaterThan(1);
    for (const message of asked.sent) expect(JSON.stringify(message).length).toBeLessThan(100_000);
    expect(asked.sent.flatMap((message) => (message.kind === "store" ? message.leads : []))).toHaveLength(1000);
  });

  it("database hangs: after 1.5 s the queue takes the changes, still 200", async () => {
    const { asked, own } = ports({ store: () => new Promise(() => {}) });
    const began = Date.now();
    expect((await take(bodyOf(told(1)), own)).status).toBe(200);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_400);
    expect(asked.sent[0]).toMatchObject({ kind: "store", leads: [{ lead: "120232362357810000" }] });
  });

  it("both down: 503, so that Meta tries again", async () => {
    const refuse = () => Promise.reject(new Error("down"));
    const { own } = ports({ store: refuse, send: refuse });
    expect((await take(bodyOf(told(1)), own)).status).toBe(503);
  });

  it("stored but the queue refuses: still 200", async () => {
    const { asked, own } = ports({ send: () => Promise.reject(new Error("down")) });
    expect((await take(bodyOf(told(1)), own)).status).toBe(200);
    expect(asked.wentOn).toHaveLength(1);
  });

  it("a delivery that is all told already queues nothing", async () => {
    const { asked, own } = ports({
      store: async (_delivery, leads) => leads.map((lead) => ({ lead: lead.lead, page: lead.page, state: "done", lease: null })),
    });
    expect((await take(bodyOf(told(2)), own)).status).toBe(200);
    expect([asked.sent, asked.wentOn]).toEqual([[], []]);
  });

  it("what is no delivery but signed is kept as unreadable, with 200: Meta would only repeat it", async () => {
    const { asked, own } = ports();
    expect((await take("not json", own)).status).toBe(200);
    expect(asked.stored[0]?.delivery).toMatchObject({ verdict: "unreadable", leads: 0, bytes: 8 });
  });
});
