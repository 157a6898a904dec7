import { createMiddleware } from "hono/factory";
import { secureHeaders } from "hono/secure-headers";
import { Refusal } from "../../domain/errors.ts";
import { ANSWER_POLICY, FIXED, PERMISSIONS } from "../../domain/headers.ts";
import type { Door } from "./door.ts";

type ContentPolicy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>["contentSecurityPolicy"]>;

/** The headers of `domain/headers.ts`, with the content policy of a page of its own where there is one. */
export function headersWith(contentSecurityPolicy: ContentPolicy, over: { readonly referrerPolicy?: string } = {}) {
  const permissionsPolicy = Object.fromEntries(Object.entries(PERMISSIONS).map(([name, sources]) => [name, [...sources]]));
  return secureHeaders({ ...FIXED, ...over, contentSecurityPolicy, permissionsPolicy });
}

export const securityHeaders = headersWith(ANSWER_POLICY);

/**
 * A change is taken from our own pages only: a browser names where a request comes from, and another site's page could send one with this
 * person's cookie. Without an origin and without a cookie it is no browser's and nobody's.
 */
export const ownOrigin = createMiddleware<Door>(async (c, next) => {
  if (c.req.method === "GET" || c.req.method === "HEAD") return next();
  const origin = c.req.header("origin");
  const ours = origin === undefined ? c.req.header("cookie") === undefined : origin === new URL(c.req.url).origin;
  if (!ours) throw new Refusal("not_allowed");
  await next();
});
