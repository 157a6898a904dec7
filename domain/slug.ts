import * as v from "valibot";

/**
 * First parts of addresses that no workspace may have. `/live/console` is a route before `/live/:workspace`; the others are kept free,
 * so that a route that comes later takes no workspace's address.
 */
export const RESERVED_SLUGS = ["admin", "api", "assets", "console", "demo", "live", "login", "new", "privacy", "webhooks"] as const;

/** Shorter than an id: a workspace is found by either, so one's address must never be another one's id. */
const LONGEST = 32;

/** A workspace's part of its addresses: `/w/marina-homes`. */
export const workspaceSlug = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(2),
  v.maxLength(LONGEST),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  v.check((slug) => !RESERVED_SLUGS.some((reserved) => reserved === slug)),
);

/** A slug for that name, or an empty text where the name has nothing to make one of (another script, a reserved word). */
export function proposeSlug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  const parts = plain.split(/[^a-z0-9]+/).filter((part) => part !== "");
  const slug = parts.join("-").slice(0, LONGEST).replace(/-$/, "");
  return v.is(workspaceSlug, slug) ? slug : "";
}
