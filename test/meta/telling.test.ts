import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isSignedByMeta } from "../../worker/intake/signature.ts";
import { deliveryBody, sign } from "./deliver.ts";
import { APP_SECRET, openStandIn, Receiver, type StandIn } from "./open.ts";

const PAGE = "100200300400910";
const VILLAS = "300400500600911";

const receiver = new Receiver();
let meta: StandIn;

beforeAll(async () => {
  meta = await openStandIn(await receiver.listen());
  await meta.control("POST", "pages", { id: PAGE, name: "Marina", token: "token-of-the-page", forms: [{ id: VILLAS, name: "Villas" }] });
});
afterAll(async () => {
  await meta.close();
  await receiver.close();
});
beforeEach(() => receiver.forget());

interface Made {
  readonly id: string;
}
const create = async (body: Record<string, unknown>) => (await meta.control("POST", "create", { page: PAGE, ...body }))["leads"] as Made[];
const rain = async (body: Record<string, unknown>) => meta.control("POST", "rain", { page: PAGE, ...body });
const digest = (bytes: Uint8Array) => `sha256=${createHmac("sha256", APP_SECRET).update(bytes).digest("hex")}`;

describe("the stand-in tells of leads as Meta does", () => {
  it("one lead is one delivery, signed over exactly its bytes", async () => {
    const told = (await rain({ form: VILLAS }))["leads"] as Made[];
    expect(receiver.leads()).toEqual([told[0]?.id]);
    const [got] = receiver.got;
    if (got === undefined) throw new Error("nothing came");
    expect(got.signature).toBe(digest(got.bytes));
    expect(await isSignedByMeta(new Uint8Array(got.bytes), got.signature, [APP_SECRET])).toBe(true);
    const value = got.body.entry[0]?.changes[0]?.value;
    expect(value).toMatchObject({ page_id: PAGE, form_id: VILLAS, created_time: expect.any(Number) as number });
  });

  it("what is not ASCII is escaped on the wire, and the signature covers that form", async () => {
    const body = deliveryBody([{ leadgen_id: "ليلى/é", page_id: PAGE, form_id: VILLAS, created_time: 1 }]);
    expect(body).toMatch(/^[\x20-\x7e]+$/);
    expect(body).toContain("\\u0644");
    expect(body).toContain("\\/");
    expect(await sign(body, APP_SECRET)).toBe(digest(Buffer.from(body)));
    // A body that came unescaped would be signed as it came: bytes, never text.
    expect(await sign("é", APP_SECRET)).toBe(digest(Buffer.from("é", "utf8")));
  });

  it("ids may come as bare numbers", async () => {
    await rain({ form: VILLAS, quotedIds: false });
    expect(receiver.got[0]?.bytes.toString()).toMatch(/"leadgen_id":\d+/);
  });

  it("a burst is many deliveries, one of a thousand is one", async () => {
    await rain({ form: VILLAS, count: 30 });
    expect(receiver.got).toHaveLength(30);
    receiver.forget();
    await rain({ form: VILLAS, count: 1000, batch: 1000 });
    expect(receiver.got).toHaveLength(1);
    expect(new Set(receiver.leads()).size).toBe(1000);
    expect(receiver.got[0]?.bytes.byteLength).toBeLessThan(1024 * 1024);
  });

  it("repeated and out of order: the same leads, several times", async () => {
    const told = ((await rain({ form: VILLAS, count: 20, repeat: 3, shuffle: true }))["leads"] as Made[]).map((lead) => lead.id);
    const came = receiver.leads();
    expect(came).toHaveLength(60);
    expect([...new Set(came)].sort()).toEqual([...told].sort());
    expect([...new Set(came)]).not.toEqual(told);
  });

  it("a share of signatures is wrong, the same ones for the same seed", async () => {
    const wrong = async () => {
      receiver.forget();
      await rain({ form: VILLAS, count: 60, seed: 11, badSignature: 0.3 });
      return receiver.got.map((got) => got.signature !== digest(got.bytes));
    };
    const first = await wrong();
    expect(await wrong()).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(8);
    expect(first.filter(Boolean).length).toBeLessThan(32);
  });

  it("at a rate: not faster than asked", async () => {
    const began = Date.now();
    await rain({ form: VILLAS, count: 5, perSecond: 50 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(80);
    expect(receiver.got).toHaveLength(5);
  });

  it("steadily, until it is told to stop", async () => {
    await meta.control("POST", "rain/steady", { everyMs: 100, page: PAGE });
    await receiver.reached(3);
    await meta.control("DELETE", "rain/steady");
    expect(await meta.control("GET", "state")).toMatchObject({ steady: null });
    expect(new Set(receiver.leads()).size).toBe(receiver.got.length);
  });

  it("what it knows can be told again", async () => {
    const [made] = await create({ form: VILLAS });
    expect(receiver.got).toHaveLength(0);
    await meta.control("POST", "deliver", { leads: [made?.id] });
    expect(receiver.leads()).toEqual([made?.id]);
  });
});
