import { createMiddleware } from "hono/factory";
import type { Door } from "./door.ts";

/** The Worker's own addresses: what is not found below them is no screen. */
const OWN = /^\/(?:api|live|webhooks|healthz|privacy-policy|assets|demo(?!$|\/mail$))(?:\/|$)/;

/**
 * Whether an address is one of the app's screens, which are all the same page. A file is not: under its name the page would be kept by
 * browsers for as long as the file, which a roll-back may bring back.
 */
export function isScreen(method: string, path: string): boolean {
  return (method === "GET" || method === "HEAD") && !OWN.test(path) && !path.includes(".");
}

/** Answers screens with the app's page and the headers it has as a file. */
export const screens = createMiddleware<Door>(async (c, next) =>
  isScreen(c.req.method, c.req.path) ? c.env.ASSETS.fetch(new Request(new URL("/", c.req.url), c.req.raw)) : next(),
);
