import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { Refusal } from "../domain/errors.ts";
import { databasesOf, fresh, refuseStrangers, settingsOf } from "./env.ts";
import { consoleRoutes } from "./http/console.ts";
import { admit, admitPlatform, answerError, type Door, tooLarge } from "./http/door.ts";
import { healthRoutes } from "./http/health.ts";
import { leadRoutes } from "./http/leads.ts";
import { liveRoutes } from "./http/live.ts";
import { privacyRoutes } from "./http/privacy.ts";
import { sessionRoutes } from "./http/session.ts";
import { webhookRoutes } from "./http/webhook.ts";
import { workspaceRoutes } from "./http/workspace.ts";

/** A command of a person is a few hundred bytes. */
const API_BODY_LIMIT = 16 * 1024;

/** One chain: request id -> errors -> security headers -> settings -> routes. */
export const app = new Hono<Door>()
  .use(async (c, next) => {
    c.set("request", c.req.header("cf-ray") ?? fresh.id());
    await next();
    if (c.res.webSocket === null) c.header("x-request-id", c.var.request);
  })
  .onError((error, c) => answerError(error, c, c.var.request))
  .notFound((c) => answerError(new Refusal("not_found"), c, c.var.request))
  .use(async (c, next) => {
    const settings = settingsOf(c.env);
    refuseStrangers(settings, new URL(c.req.url).hostname);
    c.set("settings", settings);
    c.set("databases", databasesOf(c.env));
    await next();
  })
  .route("/webhooks", webhookRoutes)
  .route("/", liveRoutes)
  .route("/", privacyRoutes)
  .use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: "DENY",
      referrerPolicy: "same-origin",
    }),
  )
  .use("/api/*", csrf(), bodyLimit({ maxSize: API_BODY_LIMIT, onError: tooLarge }))
  .use("/api/*", async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  })
  .route("/healthz", healthRoutes)
  .all("/api/auth/*", async (c) => (await import("./identity/signin.ts")).handleAuth(c.req.raw, c.env, c.executionCtx))
  .route("/api/session", sessionRoutes)
  .use("/api/w/:workspace/*", admit)
  .route("/api/w/:workspace", workspaceRoutes)
  .route("/api/w/:workspace", leadRoutes)
  .use("/api/console/*", admitPlatform)
  .route("/api/console", consoleRoutes)
  .all("/demo/*", async (c) => {
    if (c.var.settings.DEMO !== "on") throw new Refusal("not_found");
    const { demoRoutes } = await import("./http/demo.ts");
    return demoRoutes.fetch(c.req.raw, c.env, c.executionCtx);
  });
