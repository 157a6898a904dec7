import * as v from "valibot";
import { platformRole } from "../../domain/platform.ts";
import { role } from "../../domain/rights.ts";
import { createCall, type Fetch } from "./call.ts";

/** The demo's doors and buttons: they answer in development only. */

export const DOOR_KEYS = ["agent", "agent2", "manager", "owner", "owner2", "super"] as const;
export type DoorKey = (typeof DOOR_KEYS)[number];

const door = v.object({
  key: v.picklist(DOOR_KEYS),
  host: v.string(),
  person: v.string(),
  name: v.string(),
  role: v.union([role, platformRole]),
  /** Null: no workspace, the platform itself. */
  workspace: v.nullable(v.string()),
  url: v.string(),
});
const doorsAnswer = v.object({ doors: v.array(door) });
export type Door = v.InferOutput<typeof door>;

const sent = { lead: v.string(), sentAt: v.number() };
const actAnswer = v.variant("act", [
  v.object({ act: v.literal("rain"), ...sent }),
  v.object({ act: v.literal("twice"), ...sent }),
  v.object({ act: v.literal("move"), lead: v.string(), name: v.string(), from: v.string(), to: v.string() }),
  v.object({ act: v.literal("fail") }),
  v.object({ act: v.literal("mend") }),
  v.object({ act: v.literal("stop"), stopped: v.boolean() }),
  v.object({ act: v.literal("go"), stopped: v.boolean() }),
]);
export type Acted = v.InferOutput<typeof actAnswer>;
export type Act = Acted["act"];

/** `stopped`: no lead arrives by itself. */
const stateAnswer = v.object({ state: v.picklist(["new", "half", "seeded"]), leads: v.number(), stopped: v.boolean() });
const pulseAnswer = v.object({ rained: v.boolean(), stopped: v.boolean() });
const noted = v.object({ ok: v.literal(true) });

/** Newest first, milliseconds from Meta's send to the row on that door's screen. `failing`: Meta did not answer when it was sent. */
const doorTime = v.object({ lead: v.string(), ms: v.number(), failing: v.boolean() });
export type DoorTime = v.InferOutput<typeof doorTime>;
const doorTimes = v.object({ door: v.picklist(DOOR_KEYS), times: v.array(doorTime) });
const seenAnswer = v.object({ doors: v.array(doorTimes) });
export type DoorTimes = v.InferOutput<typeof doorTimes>;

/** `link` stands in `text` too. Both are null where the mail cannot be read any more. */
const writtenMail = v.object({
  id: v.string(),
  kind: v.string(),
  to: v.string(),
  language: v.picklist(["en", "ar"]),
  at: v.number(),
  sent: v.boolean(),
  subject: v.nullable(v.string()),
  text: v.nullable(v.string()),
  link: v.nullable(v.string()),
});
export type WrittenMail = v.InferOutput<typeof writtenMail>;
const mailsAnswer = v.object({ mails: v.array(writtenMail) });

export function createDemoApi(fetch: Fetch) {
  const call = createCall(fetch);
  return {
    doors: () => call(doorsAnswer, "GET", "/demo/doors"),
    state: () => call(stateAnswer, "GET", "/demo/state"),
    act: (act: Act) => call(actAnswer, "POST", "/demo/act", { act }),
    pulse: () => call(pulseAnswer, "POST", "/demo/pulse", {}),
    seen: (lead: string, door: DoorKey, at: number) => call(noted, "POST", "/demo/seen", { lead, door, at }),
    /** Newest first. */
    mails: () => call(mailsAnswer, "GET", "/demo/mails"),
    times: () => call(seenAnswer, "GET", "/demo/seen"),
    /**
     * Whether this browser opens the host of `url` at all: some refuse names such as agent.localhost. What it answers is not read.
     * A plain file, since the Worker's own answers forbid other origins to load them (Cross-Origin-Resource-Policy).
     */
    reaches: (url: string) =>
      fetch(new URL("/icon.svg", url).href, { mode: "no-cors", credentials: "omit", signal: AbortSignal.timeout(REACH_MS) }).then(
        () => true,
        () => false,
      ),
  };
}

export type DemoApi = ReturnType<typeof createDemoApi>;

/** It is the same machine: whoever has not answered by then is not found. */
const REACH_MS = 5_000;
