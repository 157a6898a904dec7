import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { platformRole, type PlatformRole } from "../../domain/platform.ts";
import { readPlatformAdmission } from "../store/consolesession.ts";
import type { Databases } from "../store/database.ts";
import { readConsoleHash } from "./console-session.ts";
import { readSessionToken } from "./session.ts";

/** A signed-in person who runs the platform, as a request may act. It is no actor of any workspace. */
export interface PlatformAdmitted {
  readonly person: string;
  readonly name: string;
  readonly role: PlatformRole;
  /** The session's id, never its token. */
  readonly session: string;
  readonly seenAt: number;
  /** When a second factor was last proven in it. */
  readonly secondFactorAt: number | null;
  /** Their console session. Null only at the door: inside it is asked for. */
  readonly console: { readonly id: string; readonly seenAt: number } | null;
}

interface SessionSettings {
  readonly SESSION_SECRET: string;
}

/**
 * Who may come to the console's door. PM1: whoever has no role there, signed in or not, is answered as if there were none.
 * One statement.
 */
export async function requirePlatformPerson(
  databases: Databases,
  request: Request,
  settings: SessionSettings,
  now: number,
): Promise<PlatformAdmitted> {
  const [token, consoleHash] = await Promise.all([readSessionToken(request, settings.SESSION_SECRET), readConsoleHash(request)]);
  const row = token === null ? undefined : await readPlatformAdmission(databases.platform, token, consoleHash, now);
  if (row === undefined || !v.is(platformRole, row.role)) throw new Refusal("not_found");
  const { who, role, console } = row;
  const { id: person, name, session, secondFactorAt } = who;
  return { person, name, role, session, seenAt: who.seenAt.getTime(), secondFactorAt, console };
}

/** Who may come in: with a console session too (SU1). The same one statement. */
export async function requirePlatformActor(
  databases: Databases,
  request: Request,
  settings: SessionSettings,
  now: number,
): Promise<PlatformAdmitted> {
  const found = await requirePlatformPerson(databases, request, settings, now);
  if (found.console === null) throw new Refusal("step_up_needed");
  return found;
}
