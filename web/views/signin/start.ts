import type { SignedIn } from "../../store/session.ts";

/** The first screen of somebody who is signed in: the only place that is open to them, or the choice. */
export function startOf(session: SignedIn): string {
  const [only, ...others] = session.workspaces;
  if (session.console) return only === undefined ? "/console" : "/";
  return only === undefined || others.length > 0 ? "/" : `/w/${only.slug}`;
}
