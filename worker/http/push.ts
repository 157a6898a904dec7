import { Hono } from "hono";
import { deviceBody, deviceRemoveBody, type Devices } from "../../domain/device.ts";
import { Refusal } from "../../domain/errors.ts";
import { notifySettings, type NotifySettings } from "../../domain/notice.ts";
import { fresh } from "../env.ts";
import { isPushEndpoint } from "../push/endpoint.ts";
import { agreementKey, pointOf, readPushKeys } from "../push/keys.ts";
import { addDevice, readDevices, readNotify, removeDevice, setNotify } from "../store/push.ts";
import { requireFactor, requireSeat } from "./account.ts";
import { type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { openTo } from "./need.ts";

const own = openTo("whoever is signed in: it shows and changes nobody else's browsers");

/** NT1: the browsers that one is pushed to, and what and when. */
export const pushRoutes = new Hono<Door>()
  .get("/push", own, async (c) => {
    const { person, session } = await requireSeat(c);
    return c.json(await devices(c, { person: person.id, session }));
  })
  .post("/push", own, async (c) => {
    const { person, session } = await requireFactor(c);
    const device = await readBody(c, deviceBody);
    if (!isPushEndpoint(device.endpoint)) throw new Refusal("invalid_input", { fields: ["endpoint"] });
    if (!(await isKey(device.p256dh))) throw new Refusal("invalid_input", { fields: ["p256dh"] });
    await addDevice(c.var.databases.platform, { person: person.id, session }, device, doerOf(c, person.id), fresh);
    return c.json({ ok: true });
  })
  .post("/push/remove", own, async (c) => {
    const { person } = await requireSeat(c);
    const which = await readBody(c, deviceRemoveBody);
    await removeDevice(c.var.databases.platform, { person: person.id }, which, doerOf(c, person.id), fresh);
    return c.json({ ok: true });
  })
  .get("/notify", own, async (c) => {
    const { person } = await requireSeat(c);
    return c.json((await readNotify(c.var.databases.platform, person.id)) satisfies NotifySettings);
  })
  .put("/notify", own, async (c) => {
    const { person } = await requireFactor(c);
    const settings = await readBody(c, notifySettings);
    await setNotify(c.var.databases.platform, person.id, settings, doerOf(c, person.id), fresh);
    return c.json(settings satisfies NotifySettings);
  });

async function devices(c: DoorContext, who: { readonly person: string; readonly session: string }): Promise<Devices> {
  return {
    publicKey: readPushKeys(c.var.settings.PUSH_KEYS)?.publicKey ?? "",
    devices: await readDevices(c.var.databases.platform, who, fresh.now()),
  };
}

/** On the curve: found out here, and not when somebody should be told. */
async function isKey(text: string): Promise<boolean> {
  const point = pointOf(text);
  return (
    point !== null &&
    agreementKey(point).then(
      () => true,
      () => false,
    )
  );
}
