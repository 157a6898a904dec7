import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Refusal } from "../domain/errors.ts";
import { databasesOf, fresh, refuseStrangers, settingsOf } from "./env.ts";
import { auditRoutes } from "./http/audit.ts";
import { consoleAudit } from "./http/console-audit.ts";
import { consoleDoor } from "./http/console-door.ts";
import { consolePeople } from "./http/console-people.ts";
import { accountRoutes } from "./http/account.ts";
import { consoleRoutes } from "./http/console.ts";
import { consoleSupport } from "./http/console-support.ts";
import { admit, admitPlatform, answerError, type Door, tooLarge } from "./http/door.ts";
import { followUpRoutes } from "./http/followups.ts";
import { editingRoutes } from "./http/editing.ts";
import { ownOrigin, securityHeaders } from "./http/headers.ts";
import { holderRoutes, invitationRoutes } from "./http/invitations.ts";
import { healthRoutes } from "./http/health.ts";
import { leadRoutes } from "./http/leads.ts";
import { listRoutes } from "./http/lists.ts";
import { liveRoutes } from "./http/live.ts";
import { noticeRoutes } from "./http/notices.ts";
import { connectedRoutes } from "./http/connected.ts";
import { pageRoutes } from "./http/pages.ts";
import { peopleRoutes } from "./http/people.ts";
import { privacyRoutes } from "./http/privacy.ts";
import { projectRoutes } from "./http/projects.ts";
import { pushRoutes } from "./http/push.ts";
import { recoverRoutes } from "./http/recover.ts";
import { ownRecovery, recoveryRoutes } from "./http/recoveries.ts";
import { screens } from "./http/screens.ts";
import { sessionRoutes } from "./http/session.ts";
import { recordVisits, supportRoutes } from "./http/support.ts";
import { settingsRoutes } from "./http/settings.ts";
import { SETUP_BODY_LIMIT, SETUP_PATH, setupRoutes } from "./http/setup.ts";
import { startRoutes } from "./http/start.ts";
import { storyRoutes } from "./http/story.ts";
import { teamRoutes } from "./http/teams.ts";
import { viewRoutes } from "./http/views.ts";
import { webhookRoutes } from "./http/webhook.ts";
import { workspaceRoutes } from "./http/workspace.ts";
import { workspacesRoutes } from "./http/workspaces.ts";

/** A command of a person is a few hundred bytes. */
export const API_BODY_LIMIT = 16 * 1024;
const usualBody = bodyLimit({ maxSize: API_BODY_LIMIT, onError: tooLarge });
const largeBody = bodyLimit({ maxSize: SETUP_BODY_LIMIT, onError: tooLarge });

/** One chain: request id -> errors -> the app's page -> security headers -> settings -> routes. */
export const app = new Hono<Door>()
  .use(async (c, next) => {
    c.set("request", c.req.header("cf-ray") ?? fresh.id());
    await next();
    if (c.res.webSocket === null) c.header("x-request-id", c.var.request);
  })
  .onError((error, c) => answerError(error, c, c.var.request))
  .notFound((c) => {
    c.header("cache-control", "no-store");
    return answerError(new Refusal("not_found"), c, c.var.request);
  })
  .use(screens)
  .use(async (c, next) => {
    const settings = settingsOf(c.env);
    refuseStrangers(settings, new URL(c.req.url).hostname);
    c.set("settings", settings);
    c.set("databases", databasesOf(c.env));
    await next();
  })
  .route("/", liveRoutes)
  .route("/", privacyRoutes)
  .use(securityHeaders)
  .route("/webhooks", webhookRoutes)
  .use("/api/*", ownOrigin, (c, next) => (SETUP_PATH.test(c.req.path) ? largeBody : usualBody)(c, next))
  .use("/api/*", async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  })
  .route("/healthz", healthRoutes)
  .all("/api/auth/*", async (c) => (await import("./identity/signin.ts")).handleAuth(c.req.raw, c.env, c.executionCtx, c.var.request))
  .route("/api/session", sessionRoutes)
  .route("/api/account", accountRoutes)
  .route("/api/account", pushRoutes)
  .route("/api/recover", recoverRoutes)
  .route("/api/account", ownRecovery)
  .route("/api/workspaces", workspacesRoutes)
  .route("/api/invitations", holderRoutes)
  .route("/api/meta", connectedRoutes)
  .use("/api/w/:workspace/*", admit, recordVisits)
  .route("/api/w/:workspace", workspaceRoutes)
  .route("/api/w/:workspace", listRoutes)
  .route("/api/w/:workspace", viewRoutes)
  .route("/api/w/:workspace", leadRoutes)
  .route("/api/w/:workspace", editingRoutes)
  .route("/api/w/:workspace", storyRoutes)
  .route("/api/w/:workspace", followUpRoutes)
  .route("/api/w/:workspace", noticeRoutes)
  .route("/api/w/:workspace", peopleRoutes)
  .route("/api/w/:workspace", invitationRoutes)
  .route("/api/w/:workspace", teamRoutes)
  .route("/api/w/:workspace", settingsRoutes)
  .route("/api/w/:workspace", setupRoutes)
  .route("/api/w/:workspace", projectRoutes)
  .route("/api/w/:workspace", startRoutes)
  .route("/api/w/:workspace", pageRoutes)
  .route("/api/w/:workspace", auditRoutes)
  .route("/api/w/:workspace", supportRoutes)
  .route("/api/w/:workspace", recoveryRoutes)
  .route("/api/console", consoleDoor)
  .use("/api/console/*", admitPlatform)
  .route("/api/console", consoleRoutes)
  .route("/api/console", consoleAudit)
  .route("/api/console", consoleSupport)
  .route("/api/console", consolePeople)
  .all("/demo/*", ownOrigin, async (c) => {
    if (c.var.settings.DEMO !== "on") throw new Refusal("not_found");
    const { demoRoutes } = await import("./http/demo.ts");
    return demoRoutes.fetch(c.req.raw, c.env, c.executionCtx);
  });
