import * as v from "valibot";
import { instant, uuid } from "./ids.ts";

/** `/api/account/push`: the browsers that somebody has pushes sent to (NT1). Which endpoints there may be, the server says. */

/** 65 bytes: a point of P-256, uncompressed. 16 bytes. As `PushSubscription.toJSON()` gives them, padded or not. */
const key = (letters: number) =>
  v.pipe(
    v.string(),
    v.maxLength(letters + 4),
    v.transform((text) => text.replace(/=+$/, "")),
    v.length(letters),
    v.regex(/^[\w-]+$/),
  );

export const deviceBody = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(1_024)),
  p256dh: key(87),
  auth: key(22),
});
export type DeviceBody = v.InferOutput<typeof deviceBody>;
/** One of one's own, by its id; or this browser's, by the endpoint it has. */
export const deviceRemoveBody = v.union([
  v.strictObject({ id: uuid }),
  v.strictObject({ endpoint: v.pipe(v.string(), v.maxLength(1_024)) }),
]);

export const deviceRow = v.object({
  id: uuid,
  /** What the browser calls itself. */
  browser: v.nullable(v.string()),
  /** Of the session that asks. */
  current: v.boolean(),
  createdAt: instant,
});
export const devicesAnswer = v.object({
  /** What a browser subscribes with: `applicationServerKey`. */
  publicKey: v.string(),
  devices: v.array(deviceRow),
});
export type Devices = v.InferOutput<typeof devicesAnswer>;
/** Somebody has so many browsers at most; the one that was added first makes room. */
export const MOST_DEVICES = 10;
