import type { Fetch } from "./connection/call.ts";
import { early } from "./connection/early.ts";
import { reach } from "./ui/reach.ts";
import { kept, preferred } from "./words/language.ts";

/**
 * Runs before anything else of the app, which takes its time to be read: what a workspace begins with is on its way meanwhile, its code, its
 * words and its first answers. Whatever of it fails is asked for again by whoever needs it.
 */
const [, slug] = /^\/w\/([^/]+)/.exec(location.pathname) ?? [];
const quietly = (load: () => Promise<unknown>) => void reach(load).catch(() => undefined);
if (slug !== undefined) {
  quietly(() => import("./views/frame/WorkspaceFrame.tsx"));
  if ((kept() ?? preferred()) === "ar") quietly(() => import("./words/ar.ts"));
}

const ask: Fetch = (path, init) => fetch(path, init);
export const fetcher: Fetch = slug === undefined ? ask : early(ask, slug);
