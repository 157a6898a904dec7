import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDemoApi } from "../../web/connection/demo.ts";
import { followMails } from "../../web/store/demo-mails.ts";
import { clock, fakeBrowser, held, pass } from "./support.ts";

const mail = (id: string) => ({
  id,
  kind: "invitation",
  to: "sara@example.com",
  language: "en",
  at: 1,
  sent: true,
  subject: `Subject of ${id}`,
  text: "Look:\nhttp://localhost:8787/invite#abc",
  link: "http://localhost:8787/invite#abc",
});

/** The outbox, with a server that answers what `answer` says at that moment. */
function setUp(answer: () => unknown) {
  let asked = 0;
  const api = createDemoApi(async () => {
    asked++;
    const given = await answer();
    if (given instanceof Error) throw given;
    return given instanceof Response ? given : Response.json(given);
  });
  const browser = { ...fakeBrowser(), host: () => "localhost", painted: () => () => undefined };
  return { outbox: followMails({ api, clock, browser }), browser, asked: () => asked };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the outbox of development", () => {
  it("is read at once and then every two seconds, not while nobody looks, and not after it is closed", async () => {
    const { outbox, browser, asked } = setUp(() => ({ mails: [] }));
    expect(outbox.mails()).toBeNull();
    await pass();
    expect([outbox.mails(), asked()]).toEqual([[], 1]);
    await pass(4_000);
    expect(asked()).toBe(3);
    browser.say("hidden");
    await pass(10_000);
    expect(asked()).toBe(3);
    browser.say("visible");
    await pass();
    expect(asked()).toBe(4);
    outbox.close();
    await pass(10_000);
    expect(asked()).toBe(4);
  });

  it("keeps what is on screen the same while others come above it", async () => {
    let mails = [mail("a")];
    const { outbox } = setUp(() => ({ mails }));
    await pass();
    const [first] = outbox.mails() ?? [];
    mails = [mail("b"), mail("a")];
    await pass(2_000);
    expect(outbox.mails()?.map((one) => one.id)).toEqual(["b", "a"]);
    expect(outbox.mails()?.[1]).toBe(first);
  });

  it("says when it could not be read, keeps what it had, and goes on", async () => {
    let broken = false;
    const { outbox } = setUp(() => (broken ? new Error("network") : { mails: [mail("a")] }));
    await pass();
    broken = true;
    await pass(2_000);
    expect([outbox.failure()?.code, outbox.mails()?.length]).toEqual(["offline", 1]);
    broken = false;
    await pass(2_000);
    expect(outbox.failure()).toBeNull();
  });

  it("asks once at a time, however slow the answer", async () => {
    const slow = held<unknown>();
    const { asked } = setUp(() => slow.promise);
    await pass(10_000);
    expect(asked()).toBe(1);
  });
});
