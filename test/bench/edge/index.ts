import { Hono } from "hono";
import product from "../../../worker/index.ts";
import { isSignedByMeta } from "../../../worker/intake/signature.ts";
import { settings, testEnv } from "../../support/world.ts";
import { acts } from "./acts.ts";
import { held, isHeld } from "./held.ts";

export { ConsoleRoom, Room, Throttle } from "../../../worker/index.ts";

/** The product's Worker with the doors of the bench beside its own: what it is measured against, and what has to be done inside workerd. */

const empty = new Hono().get("/bench/empty", (c) => c.text("ok"));

/** The least that a webhook which loses nothing can do: verify, and write one row. */
const baseline = new Hono().post("/bench/baseline", async (c) => {
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (!(await isSignedByMeta(body, c.req.header("x-hub-signature-256") ?? null, [settings.META_APP_SECRET]))) return c.text("no", 401);
  const row = testEnv.PLATFORM_DB.prepare("INSERT INTO bench_delivery (id, received_at, body) VALUES (?1, ?2, ?3)");
  await row.bind(crypto.randomUUID(), Date.now(), new TextDecoder().decode(body)).run();
  return c.text("ok");
});

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/bench/empty") return empty.fetch(request);
    if (pathname === "/bench/baseline") return baseline.fetch(request);
    if (pathname.startsWith("/bench/")) return acts.fetch(request, env, context);
    return product.fetch(request, request.headers.has("x-bench-held") ? held : env, context);
  },
  async queue(batch, env) {
    if (isHeld(batch)) batch.ackAll();
    else await product.queue(batch, env);
  },
  scheduled: product.scheduled,
} satisfies ExportedHandler<typeof testEnv>;
