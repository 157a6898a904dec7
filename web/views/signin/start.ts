import type { SignedIn } from "../../store/session.ts";

/** The first screen of somebody who is signed in: their only workspace's leads, or the choice. */
export function startOf(session: SignedIn): string {
  const [only, ...others] = session.workspaces;
  return only === undefined || others.length > 0 ? "/" : `/w/${only.slug}/leads`;
}
