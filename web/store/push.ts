import { type Accessor, createSignal } from "solid-js";
import type { Devices } from "../../domain/device.ts";
import { NOTICE_KINDS, type NotifySettings, type QuietHours } from "../../domain/notice.ts";
import { ApiFailure, type Call } from "../connection/call.ts";
import {
  type BrowserPush,
  browserPush,
  createPushApi,
  type PushAbility,
  type PushApi,
  PushFailure,
  type PushTrouble,
} from "../connection/push.ts";
import type { Browser } from "../connection/edge.ts";
import { PUSHES } from "./keeping.ts";
import { asFailure, createResource, type Resource } from "./console/resource.ts";
import type { Done, TakenBack } from "./taking-back.ts";

export { NOTICE_KINDS };
export type { ApiFailure, NotifySettings, PushAbility, PushTrouble, QuietHours };
export type Device = Devices["devices"][number];

/** Why this browser could not be turned on or off: the browser's reason, or the server's. */
export type PushProblem = { readonly of: "browser"; readonly code: PushTrouble } | { readonly of: "server"; readonly failure: ApiFailure };

/** NT1: the browsers one is pushed to, and what and when. */
export interface OwnPush {
  readonly ability: Accessor<PushAbility>;
  readonly devices: Resource<Devices>;
  /** Whether this browser is told; undefined until that is known. */
  readonly here: Accessor<boolean | undefined>;
  turnOn(): Promise<PushProblem | null>;
  turnOff(): Promise<PushProblem | null>;
  remove(device: Device): Promise<PushProblem | null>;
  readonly settings: {
    readonly read: Resource<NotifySettings>;
    /** As the screen shows it: what is being saved over what the server has. */
    readonly value: Accessor<NotifySettings | undefined>;
    readonly state: Accessor<"still" | "saving" | "saved" | "failed">;
    readonly failure: Accessor<ApiFailure | null>;
    set(next: NotifySettings): void;
    retry(): void;
    /** Whoever asks hears of each change once it is saved. */
    hear(did: (change: Done<keyof NotifySettings>) => void): void;
  };
}

export function openPush(deps: Pick<PushDeps, "browser" | "failed"> & { readonly call: Call }): OwnPush {
  return createPush({ ...deps, api: createPushApi(deps.call), push: browserPush });
}

interface PushDeps {
  readonly api: PushApi;
  readonly push: BrowserPush;
  readonly browser: Pick<Browser, "remember">;
  readonly failed: (failure: ApiFailure) => void;
}

export function createPush({ api, push, browser, failed }: PushDeps): OwnPush {
  const [ability, setAbility] = createSignal(push.ability());
  const [endpoint, setEndpoint] = createSignal<string | null>();
  const devices = createResource<Devices>(async () => {
    setEndpoint(await push.endpoint().catch(() => null));
    setAbility(push.ability());
    return api.devices();
  }, failed);

  /** What it changes is on screen when it is done. */
  async function change(work: () => Promise<unknown>): Promise<PushProblem | null> {
    let problem: PushProblem | null = null;
    try {
      await work();
    } catch (error) {
      problem = error instanceof PushFailure ? { of: "browser", code: error.code } : { of: "server", failure: asFailure(error) };
      if (problem.of === "server") failed(problem.failure);
    }
    await devices.read();
    return problem;
  }
  const leave = () => push.unsubscribe().catch(() => undefined);

  return {
    ability,
    devices,
    // A subscription of a session that has ended tells nobody, though the browser still has it.
    here: () => {
      const listed = devices.value()?.devices.some(({ current }) => current);
      return listed === undefined || endpoint() === undefined ? undefined : listed && endpoint() !== null && ability() === "usable";
    },
    turnOn: () =>
      change(async () => {
        browser.remember(PUSHES, "1");
        const device = await push.subscribe(devices.value()?.publicKey ?? "");
        try {
          await api.add(device);
        } catch (error) {
          // Of a subscription that nobody sends to, the browser would only say that it is on.
          await leave();
          throw error;
        }
      }),
    turnOff: () =>
      change(async () => {
        const own = endpoint();
        const listed = devices.value()?.devices.find(({ current }) => current);
        if (own !== null && own !== undefined) await api.remove({ endpoint: own });
        else if (listed !== undefined) await api.remove({ id: listed.id });
        await leave();
      }),
    remove: (device) => change(() => api.remove({ id: device.id })),
    settings: createSettings(api, failed),
  };
}

/** One setting, as it was and as it was made. */
interface Edit {
  readonly field: keyof NotifySettings;
  readonly before: NotifySettings;
  readonly after: NotifySettings;
}

/** Saved as one goes: changes of one moment one after the other. */
function createSettings(api: Pick<PushApi, "notify" | "setNotify">, failed: (failure: ApiFailure) => void): OwnPush["settings"] {
  const [saved, setSaved] = createSignal<NotifySettings>();
  const [own, setOwn] = createSignal<NotifySettings>();
  const [state, setState] = createSignal<"still" | "saving" | "saved" | "failed">("still");
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  /** Not saved yet, each with what it made of them all. */
  let edits: readonly Edit[] = [];
  let heard: ((change: Done<keyof NotifySettings>) => void) | undefined;
  const read = createResource<NotifySettings>(async () => {
    const answer = await api.notify();
    setSaved(answer);
    return answer;
  }, failed);
  async function save(): Promise<void> {
    const sent = own();
    if (sent === undefined || state() === "saving") return;
    setState("saving");
    setFailure(null);
    try {
      const made = edits;
      setSaved(await api.setNotify(sent));
      if (own() === sent) setOwn(undefined);
      setState("saved");
      edits = edits.filter((one) => !made.includes(one));
      for (const one of made) heard?.({ of: one.field, undo: () => takeBack(one) });
    } catch (error) {
      setFailure(error instanceof ApiFailure ? error : new ApiFailure("internal"));
      failed(asFailure(error));
      return void setState("failed");
    }
    await save();
  }

  /** ED1: unless that setting is not any more as it was left, here or in another browser; what else was changed since stays. */
  async function takeBack({ field, before, after }: Edit): Promise<TakenBack> {
    // What is being saved, or could not be, comes first.
    if (state() === "saving" || own() !== undefined)
      return { ok: false, why: "failed", failure: failure() ?? new ApiFailure("unavailable") };
    // What is set meanwhile waits for it.
    setState("saving");
    let became: TakenBack = { ok: true };
    try {
      const now = await api.notify();
      setSaved(now);
      if (!same((own() ?? now)[field], after[field]) || !same(now[field], after[field])) became = { ok: false, why: "changed", by: null };
      else {
        setSaved(await api.setNotify({ ...now, [field]: before[field] }));
        setOwn((mine) => (mine !== undefined && same(mine[field], after[field]) ? { ...mine, [field]: before[field] } : mine));
      }
      setState("saved");
    } catch (error) {
      setState("still");
      failed(asFailure(error));
      became = { ok: false, why: "failed", failure: asFailure(error) };
    }
    void save();
    return became;
  }

  return {
    read,
    value: () => own() ?? saved(),
    state,
    failure,
    set: (next) => {
      const before = own() ?? saved();
      if (before !== undefined)
        for (const field of ["off", "quiet"] as const)
          if (!same(before[field], next[field])) edits = [...edits, { field, before, after: next }];
      setOwn(next);
      void save();
    },
    retry: () => void save(),
    hear: (did) => (heard = did),
  };
}

/** The kinds stand in one order always. */
function same(a: NotifySettings[keyof NotifySettings], b: NotifySettings[keyof NotifySettings]): boolean {
  const said = (value: typeof a) => (value === null || Array.isArray(value) ? value : [value.from, value.to, value.timeZone]);
  return JSON.stringify(said(a)) === JSON.stringify(said(b));
}
