import type { Fetch } from "./connection/call.ts";
import { early } from "./connection/early.ts";
import { reach } from "./ui/reach.ts";
import { kept, preferred } from "./words/language.ts";

/** The workspace that the page was opened at, if at one. */
export const slugAtStart = /^\/w\/([^/]+)/.exec(location.pathname)?.[1];

/**
 * Runs before anything else of the app, which takes its time to be read: what a workspace begins with is on its way meanwhile, its code, its
 * words and its first answers. Whoever needs what failed asks for it again.
 */
const quietly = (load: () => Promise<unknown>) => void reach(load).catch(() => undefined);
if (slugAtStart !== undefined) {
  quietly(() => import("./views/frame/WorkspaceFrame.tsx"));
  if ((kept() ?? preferred()) === "ar") quietly(() => import("./words/ar.ts"));
}

const ask: Fetch = (path, init) => fetch(path, init);
export const fetcher: Fetch = slugAtStart === undefined ? ask : early(ask, slugAtStart);
