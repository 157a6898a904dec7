import { Hono } from "hono";
import { plainPolicy } from "../../domain/headers.ts";
import { policyLanguage } from "../../domain/policy/language.ts";
import { effectiveRetention } from "../../domain/retention.ts";
import { readOverrides } from "../store/retention.ts";
import type { Door } from "./door.ts";
import { headersWith } from "./headers.ts";
import { renderPolicy } from "./policy.ts";
import { POLICY_STYLE } from "./policystyle.ts";

/** Short enough that a changed period shows within minutes; should the database be away, the last answer serves for a day. */
const CACHE = "public, max-age=300, stale-if-error=86400";

/** What anybody may read, and Meta reads without a browser: HTML whatever is asked for, in the reader's language. */
export const privacyRoutes = new Hono<Door>()
  .use("/privacy-policy", async (c, next) =>
    headersWith(plainPolicy(await digest(POLICY_STYLE)), { referrerPolicy: "no-referrer" })(c, next),
  )
  .get("/privacy-policy", async (c) => {
    const language = policyLanguage(c.req.query("lang"), c.req.header("accept-language"));
    const retention = effectiveRetention(await readOverrides(c.var.databases.platform));
    c.header("cache-control", CACHE);
    c.header("content-language", language);
    c.header("vary", "accept-language");
    return c.html(renderPolicy(language, c.var.settings, retention));
  });

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}
