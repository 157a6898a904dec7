import { beforeEach, describe, expect, it } from "vitest";
import type { DeviceBody, Devices } from "../../domain/device.ts";
import { DEFAULT_NOTIFY, type NotifySettings } from "../../domain/notice.ts";
import { ApiFailure } from "../../web/connection/call.ts";
import { type BrowserPush, type PushAbility, PushFailure, type PushTrouble } from "../../web/connection/push.ts";
import { PUSHES } from "../../web/store/keeping.ts";
import type { Done } from "../../web/store/taking-back.ts";
import { createPush, type OwnPush } from "../../web/store/push.ts";
import { fakeBrowser, type FakeBrowser, held, uuidOf } from "./support.ts";

const DEVICE: DeviceBody = { endpoint: "https://fcm.googleapis.com/a", p256dh: "p", auth: "a" };
const device = (n: number, current = false): Devices["devices"][number] => ({ id: uuidOf(n), browser: null, current, createdAt: 0 });

let listed: Devices["devices"];
let local: string | null;
let ability: PushAbility;
let trouble: PushTrouble | null;
let refuses: ApiFailure | null;
let did: string[];
let failures: string[];
let browser: FakeBrowser;
let saved: NotifySettings[];
let gate: Promise<void> | null;
let own: OwnPush;

const push: BrowserPush = {
  ability: () => ability,
  endpoint: () => Promise.resolve(local),
  subscribe: async (key) => {
    did.push(`subscribe ${key}`);
    if (trouble !== null) throw new PushFailure(trouble);
    local = DEVICE.endpoint;
    return DEVICE;
  },
  unsubscribe: async () => {
    did.push("unsubscribe");
    local = null;
  },
};

/** What the server has of one's settings. */
let stands: NotifySettings;

beforeEach(() => {
  [listed, local, ability, trouble, refuses, did, failures, saved, gate] = [[], null, "usable", null, null, [], [], [], null];
  browser = fakeBrowser();
  stands = DEFAULT_NOTIFY;
  own = createPush({
    push,
    browser,
    failed: ({ code }) => void failures.push(code),
    api: {
      devices: async () => ({ publicKey: "key", devices: listed }),
      add: async ({ endpoint }) => {
        did.push(`add ${endpoint.at(-1)}`);
        if (refuses !== null) throw refuses;
        listed = [...listed, device(1, true)];
        return { ok: true };
      },
      remove: async (which) => {
        did.push("id" in which ? `remove ${Number(which.id.slice(-12))}` : `remove ${which.endpoint.at(-1)}`);
        listed = listed.filter(({ id, current }) => ("id" in which ? id !== which.id : !current));
        return { ok: true };
      },
      notify: async () => {
        if (refuses !== null) throw refuses;
        return stands;
      },
      setNotify: async (settings) => {
        saved.push(settings);
        await gate;
        if (refuses !== null) throw refuses;
        stands = settings;
        return settings;
      },
    },
  });
});

describe("NT1: pushes in this browser", () => {
  it("is known to be on or off once both the server and the browser have said so", async () => {
    expect(own.here()).toBeUndefined();
    await own.devices.read();
    expect(own.here()).toBe(false);
    // A browser that is still subscribed by a session that has ended is told nothing.
    local = DEVICE.endpoint;
    listed = [device(2)];
    await own.devices.read();
    expect(own.here()).toBe(false);
    listed = [device(2), device(1, true)];
    await own.devices.read();
    expect(own.here()).toBe(true);
    ability = "denied";
    await own.devices.read();
    expect([own.here(), own.ability()]).toEqual([false, "denied"]);
  });

  it("is turned on with the server's key, and leaves a mark by which leaving takes it back; turned off on both sides", async () => {
    await own.devices.read();
    expect(await own.turnOn()).toBeNull();
    expect([did, own.here(), browser.recall(PUSHES)]).toEqual([["subscribe key", "add a"], true, "1"]);
    did = [];
    expect(await own.turnOff()).toBeNull();
    expect([did, own.here()]).toEqual([["remove a", "unsubscribe"], false]);
  });

  it.each<PushTrouble>(["denied", "dismissed", "unreached"])(
    "says why the browser did not (%s), and asks the server for nothing",
    async (why) => {
      await own.devices.read();
      trouble = why;
      expect(await own.turnOn()).toEqual({ of: "browser", code: why });
      expect([did, own.here()]).toEqual([["subscribe key"], false]);
    },
  );

  it("is not subscribed for nothing where the server refuses", async () => {
    await own.devices.read();
    refuses = new ApiFailure("second_factor_needed");
    expect(await own.turnOn()).toEqual({ of: "server", failure: refuses });
    expect([did, failures]).toEqual([["subscribe key", "add a", "unsubscribe"], ["second_factor_needed"]]);
  });

  it("removes another browser, and leaves this one as it is", async () => {
    listed = [device(1, true), device(2)];
    local = DEVICE.endpoint;
    await own.devices.read();
    expect(await own.remove(device(2))).toBeNull();
    expect([did, own.here()]).toEqual([["remove 2"], true]);
  });
});

describe("NT1: what is pushed, and when", () => {
  const off = (...kinds: NotifySettings["off"]): NotifySettings => ({ off: kinds, quiet: null });

  it("is saved as one goes: changes of one moment one after the other, the last of them at the end", async () => {
    const { settings } = own;
    await settings.read.read();
    const waits = held<void>();
    gate = waits.promise;
    settings.set(off("taken"));
    settings.set(off("taken", "mention"));
    settings.set(off("mention"));
    expect([settings.value(), settings.state(), saved]).toEqual([off("mention"), "saving", [off("taken")]]);
    waits.give();
    await expect.poll(settings.state).toBe("saved");
    await expect.poll(() => saved).toEqual([off("taken"), off("mention")]);
    await expect.poll(settings.value).toEqual(off("mention"));
  });

  describe("ED1: what was set is taken back", () => {
    const quiet = { from: 1_260, to: 480, timeZone: "Asia/Dubai" };
    const noon = { ...quiet, from: 720 };
    const done: Done<keyof NotifySettings>[] = [];
    beforeEach(async () => {
      done.length = 0;
      own.settings.hear((change) => done.push(change));
      await own.settings.read.read();
    });
    const set = async (next: Partial<NotifySettings>) => {
      const heard = done.length;
      own.settings.set({ ...(own.settings.value() ?? DEFAULT_NOTIFY), ...next });
      await expect.poll(() => done.length).toBe(heard + 1);
    };
    const undone = { ok: true };
    const changed = { ok: false, why: "changed", by: null };

    it.each<[string, Partial<NotifySettings>, Partial<NotifySettings>, object, NotifySettings]>([
      ["what one is told of", { off: ["taken"] }, {}, undone, off()],
      ["quiet hours", { quiet }, {}, undone, off()],
      [
        "what one is told of, and what else was set in another browser since stays",
        { off: ["taken"] },
        { quiet },
        undone,
        { off: [], quiet },
      ],
      ["not where it was set anew in another browser", { off: ["taken"] }, { off: ["mention"] }, changed, off("mention")],
      ["not quiet hours that are others by now", { quiet }, { quiet: noon }, changed, { off: [], quiet: noon }],
    ])("%s", async (_, mine, since, became, after) => {
      await set(mine);
      stands = { ...stands, ...since };
      expect(await done[0]?.undo()).toEqual(became);
      expect([stands, own.settings.value()]).toEqual([after, after]);
      expect(done).toHaveLength(1);
    });

    it("one after the other, the last first", async () => {
      await set({ off: ["taken"] });
      await set({ off: ["taken", "mention"] });
      expect([await done[1]?.undo(), stands]).toEqual([undone, off("taken")]);
      expect([await done[0]?.undo(), stands]).toEqual([undone, off()]);
    });

    it("what is set while it is taken back is saved after it, and leaves it taken back", async () => {
      await set({ off: ["taken"] });
      const waits = held<void>();
      gate = waits.promise;
      const taking = done[0]?.undo();
      await expect.poll(() => saved.length).toBe(2);
      own.settings.set({ off: ["taken"], quiet });
      waits.give();
      expect(await taking).toEqual(undone);
      await expect.poll(() => stands).toEqual({ off: [], quiet });
      await expect.poll(own.settings.value).toEqual({ off: [], quiet });
    });

    it("not before what could not be saved yet, and again where nobody was reached", async () => {
      await set({ off: ["taken"] });
      refuses = new ApiFailure("offline");
      expect(await done[0]?.undo()).toMatchObject({ why: "failed", failure: { code: "offline" } });
      own.settings.set({ off: ["taken"], quiet });
      await expect.poll(own.settings.state).toBe("failed");
      expect(await done[0]?.undo()).toMatchObject({ why: "failed", failure: { code: "offline" } });
      refuses = null;
      own.settings.retry();
      await expect.poll(() => done.map(({ of }) => of)).toEqual(["off", "quiet"]);
      expect([await done[0]?.undo(), stands]).toEqual([undone, { off: [], quiet }]);
    });
  });

  it("keeps what could not be saved, says why, and saves it when asked again", async () => {
    const { settings } = own;
    await settings.read.read();
    refuses = new ApiFailure("offline");
    settings.set(off("taken"));
    await expect.poll(settings.state).toBe("failed");
    expect([settings.value(), settings.failure()?.code]).toEqual([off("taken"), "offline"]);
    refuses = null;
    settings.retry();
    await expect.poll(settings.state).toBe("saved");
    expect(settings.failure()).toBeNull();
  });
});
