import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type Devices, MOST_DEVICES } from "../../domain/device.ts";
import { endSessions } from "../../worker/store/sessions.ts";
import { audit, auditDetail, notify, pushSubscription, session } from "../../worker/store/schema/platform.ts";
import { aBrowser, anEndpoint, subscribe } from "../support/browser.ts";
import { stranger } from "../support/outbox.ts";
import { ask, type Signed, signIn } from "../support/signed.ts";
import { databases, settings } from "../support/world.ts";

const db = databases.platform;

async function somebody() {
  const person = await stranger();
  return { person, signed: await signIn(person) };
}

async function send(signed: Pick<Signed, "cookie"> | null, method: string, path: string, body?: unknown) {
  const init = {
    method,
    ...(signed === null ? {} : { cookie: signed.cookie }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const answer = await ask(`/api/account/${path}`, init);
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

const devices = async (signed: Signed) => (await send(signed, "GET", "push")).json as unknown as Devices;
const stored = (person: string) => db.select().from(pushSubscription).where(eq(pushSubscription.person, person));

describe("NT1: the browsers that somebody is pushed to", () => {
  it("one adds this browser, sees one's own, and takes it out again", async () => {
    const [{ person, signed }, other] = [await somebody(), await somebody()];
    expect(await devices(signed)).toEqual({ publicKey: settings.PUSH_KEYS.split(".")[0], devices: [] });
    const { endpoint, subscriber } = await subscribe(signed);
    expect(await stored(person)).toMatchObject([{ session: signed.session, endpoint, ...subscriber }]);
    const { devices: own } = await devices(signed);
    expect(own).toMatchObject([{ current: true }]);
    expect(JSON.stringify(own)).not.toContain(endpoint);
    expect((await devices(other.signed)).devices).toEqual([]);
    // Another's is not theirs to take out.
    await send(other.signed, "POST", "push/remove", { endpoint });
    await send(other.signed, "POST", "push/remove", { id: own[0]?.id });
    expect(await stored(person)).toHaveLength(1);
    expect((await send(signed, "POST", "push/remove", { id: own[0]?.id })).status).toBe(200);
    expect((await send(signed, "POST", "push/remove", { endpoint })).status).toBe(200);
    expect(await stored(person)).toEqual([]);
  });

  it("AU1: added and taken out are records without the endpoint or its keys; the same again is none", async () => {
    const { person, signed } = await somebody();
    const { endpoint, subscriber } = await subscribe(signed);
    await send(signed, "POST", "push", { endpoint, ...subscriber });
    await send(signed, "POST", "push/remove", { endpoint });
    await send(signed, "POST", "push/remove", { endpoint });
    await send(signed, "PUT", "notify", { off: ["taken"], quiet: null });
    await send(signed, "PUT", "notify", { off: ["taken"], quiet: null });
    const rows = await db.select({ id: audit.id, act: audit.act }).from(audit).where(eq(audit.subject, person)).orderBy(audit.n);
    expect(rows.map((row) => row.act)).toEqual(["person.device_added", "person.device_removed", "person.notify_changed"]);
    for (const { id } of rows) {
      const [detail] = await db.select({ detail: auditDetail.detail }).from(auditDetail).where(eq(auditDetail.audit, id));
      for (const secret of [endpoint, subscriber.p256dh, subscriber.auth]) expect(JSON.stringify(detail)).not.toContain(secret);
    }
  });

  it("whoever uses a browser now is whom it tells: it is nobody else's any more", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const { endpoint } = await subscribe(one.signed);
    await subscribe(other.signed, endpoint);
    expect([await stored(one.person), (await stored(other.person)).length]).toEqual([[], 1]);
  });

  it.each([
    ["is ended", (id: string, person: string) => endSessions(db, { person, session: id, except: "another" })],
    ["is purged", (id: string) => db.delete(session).where(eq(session.id, id))],
  ])("when its session %s, the subscription is gone in the same statement", async (_, end) => {
    const { person, signed } = await somebody();
    await subscribe(signed);
    await end(signed.session, person);
    expect(await stored(person)).toEqual([]);
  });

  it("signing out takes it out, and another session's stays", async () => {
    const { person, signed } = await somebody();
    const second = await signIn(person);
    await subscribe(signed);
    await subscribe(second);
    const answer = await ask("/api/auth/sign-out", { method: "POST", cookie: signed.cookie, body: "{}" });
    expect(answer.status).toBe(200);
    expect(await stored(person)).toMatchObject([{ session: second.session }]);
  });

  it("so many a person: the first one makes room, and nobody else's", async () => {
    const [{ person, signed }, other] = [await somebody(), await somebody()];
    await subscribe(other.signed);
    const made: string[] = [];
    for (let n = 0; n < MOST_DEVICES + 2; n++) made.push((await subscribe(signed)).endpoint);
    expect(new Set((await stored(person)).map((row) => row.endpoint))).toEqual(new Set(made.slice(2)));
    expect(await stored(other.person)).toHaveLength(1);
  });

  it.each<[string, (good: { endpoint: string; p256dh: string; auth: string }) => unknown, number]>([
    ["as browsers give it", (good) => good, 200],
    ["with padding", (good) => ({ ...good, p256dh: `${good.p256dh}=`, auth: `${good.auth}==` }), 200],
    ["an address that is no listed service", (good) => ({ ...good, endpoint: "https://example.com/x" }), 422],
    ["a listed service as a user's name", (good) => ({ ...good, endpoint: "https://fcm.googleapis.com@example.com/x" }), 422],
    ["no address", (good) => ({ ...good, endpoint: "" }), 422],
    ["a key that is too short", (good) => ({ ...good, p256dh: good.p256dh.slice(1) }), 422],
    ["a key of other letters", (good) => ({ ...good, p256dh: `+${good.p256dh.slice(1)}` }), 422],
    ["a key that is on no curve", (good) => ({ ...good, p256dh: `B${"A".repeat(86)}` }), 422],
    ["a secret that is too long", (good) => ({ ...good, auth: `${good.auth}AAAA` }), 422],
    ["no keys", ({ endpoint }) => ({ endpoint }), 422],
    ["nothing", () => ({}), 422],
  ])("is parsed at the door: %s", async (_, spoil, status) => {
    const { person, signed } = await somebody();
    const { subscriber } = await aBrowser();
    expect((await send(signed, "POST", "push", spoil({ endpoint: anEndpoint(), ...subscriber }))).status).toBe(status);
    expect(await stored(person)).toHaveLength(status === 200 ? 1 : 0);
  });

  it.each([
    ["GET", "push"],
    ["POST", "push"],
    ["POST", "push/remove"],
    ["GET", "notify"],
    ["PUT", "notify"],
  ])("%s %s asks who it is first", async (method, path) => {
    expect((await send(null, method, path, method === "GET" ? undefined : {})).status).toBe(401);
  });
});

describe("NT1: what somebody wants pushed, and when", () => {
  it("is everything and at any hour until they say otherwise; each has their own", async () => {
    const [one, other] = [await somebody(), await somebody()];
    expect((await send(one.signed, "GET", "notify")).json).toEqual({ off: [], quiet: null });
    const wished = { off: ["taken", "mention", "taken"], quiet: { from: 1_260, to: 480, timeZone: "Asia/Dubai" } };
    const kept = { ...wished, off: ["mention", "taken"] };
    expect((await send(one.signed, "PUT", "notify", wished)).json).toEqual(kept);
    expect((await send(one.signed, "GET", "notify")).json).toEqual(kept);
    await send(one.signed, "PUT", "notify", { off: [], quiet: null });
    expect((await send(one.signed, "GET", "notify")).json).toEqual({ off: [], quiet: null });
    expect(await db.select().from(notify).where(eq(notify.person, other.person))).toEqual([]);
  });

  it.each([
    { off: ["all"], quiet: null },
    { off: [], quiet: { from: 0, to: 0, timeZone: "UTC" } },
    { off: [], quiet: { from: 0, to: 1_440, timeZone: "UTC" } },
    { off: [], quiet: { from: 0, to: 60, timeZone: "Nowhere" } },
  ])("refuses %j", async (body) => {
    const { signed } = await somebody();
    expect((await send(signed, "PUT", "notify", body)).status).toBe(422);
  });
});
