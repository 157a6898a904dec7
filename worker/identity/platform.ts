import { Refusal } from "../../domain/errors.ts";
import { platformRole, type PlatformRole } from "../../domain/platform.ts";
import * as v from "valibot";
import type { Databases } from "../store/database.ts";
import { readPlatformAdmission } from "../store/people.ts";
import { readSessionToken } from "./session.ts";

/** A signed-in person who runs the platform, as a request may act. It is no actor of any workspace. */
export interface PlatformAdmitted {
  readonly person: string;
  readonly name: string;
  readonly role: PlatformRole;
  /** The session's id, never its token. */
  readonly session: string;
  readonly seenAt: number;
}

/**
 * Who may come into the console. PM1: whoever has no role there, signed in or not, is answered as if there were none.
 * One statement.
 */
export async function requirePlatformActor(
  databases: Databases,
  request: Request,
  settings: { readonly SESSION_SECRET: string },
  now: number,
): Promise<PlatformAdmitted> {
  const token = await readSessionToken(request, settings.SESSION_SECRET);
  const row = token === null ? undefined : await readPlatformAdmission(databases.platform, token, now);
  if (row === undefined || !v.is(platformRole, row.role)) throw new Refusal("not_found");
  const { who, role } = row;
  return { person: who.id, name: who.name, role, session: who.session, seenAt: who.seenAt.getTime() };
}
