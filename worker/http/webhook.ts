import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { intakePorts } from "../intake/ports.ts";
import { BODY_LIMIT, type Origin, takeDelivery } from "../intake/webhook.ts";
import { type Door, tooLarge } from "./door.ts";

/** Meta's door. The body is read as bytes: its signature covers exactly those. */
export const webhookRoutes = new Hono<Door>()
  .get("/meta", async (c) => {
    const challenge = c.req.query("hub.challenge") ?? "";
    const known = await sameText(c.req.query("hub.verify_token") ?? "", c.var.settings.META_VERIFY_TOKEN);
    if (c.req.query("hub.mode") !== "subscribe" || !known || !/^[\w.~-]{1,200}$/.test(challenge)) throw new Refusal("not_allowed");
    return c.text(challenge);
  })
  // Also without a content-length: reading stops at the limit, before the signature is looked at.
  .post("/meta", bodyLimit({ maxSize: BODY_LIMIT, onError: tooLarge }), async (c) => {
    const { META_APP_SECRET, META_APP_SECRET_PREVIOUS } = c.var.settings;
    const secrets = META_APP_SECRET_PREVIOUS === undefined ? [META_APP_SECRET] : [META_APP_SECRET, META_APP_SECRET_PREVIOUS];
    const ports = intakePorts(c.env, c.executionCtx, c.var.settings, c.var.databases);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const verdict = await takeDelivery(body, c.req.header("x-hub-signature-256") ?? null, originOf(c), secrets, ports, fresh);
    if (verdict.status !== 200) throw new Refusal(verdict.code);
    return c.text("ok");
  });

function originOf(c: Context<Door>): Origin {
  const place = c.req.raw.cf;
  return {
    colo: typeof place?.["colo"] === "string" ? place["colo"] : null,
    country: typeof place?.["country"] === "string" ? place["country"] : null,
    ip: c.req.header("cf-connecting-ip") ?? null,
    browser: c.req.header("user-agent")?.slice(0, 200) ?? null,
  };
}

/** Constant time: both are hashed to one length first. */
async function sameText(a: string, b: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const [first, second] = await Promise.all([
    crypto.subtle.digest("SHA-256", encoder.encode(a)),
    crypto.subtle.digest("SHA-256", encoder.encode(b)),
  ]);
  return crypto.subtle.timingSafeEqual(first, second);
}
