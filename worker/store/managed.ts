import { sql } from "drizzle-orm";
import { canOnPlatform, PLATFORM_ROLES } from "../../domain/platform.ts";
import { canManage, ROLES } from "../../domain/rights.ts";

/** Whom somebody may decide about, as conditions for the guards of a batch. */

const NOTHING = { person: "", workspace: "", teams: [], rights: [], agentsSeeUnclaimed: false, masked: [] } as const;
/** Whose factor a role may ask about, by the one table of rights: "owner agent", "admin agent" ... */
const MANAGES = JSON.stringify(
  ROLES.flatMap((role) => ROLES.filter((of) => canManage({ ...NOTHING, role }, { role: of })).map((of) => `${role} ${of}`)),
);

/** `asker` may manage the member of this row, `place`. */
const managed = (asker: string) => sql`EXISTS (SELECT 1 FROM member AS asker WHERE asker.workspace_id = place.workspace_id
  AND asker.person_id = ${asker} AND asker.status = 'active' AND asker.role || ' ' || place.role IN (SELECT value FROM json_each(${MANAGES})))`;

/** The person is a member of that workspace, and `asker` may manage them there. Nobody decides about themselves here. */
export const managedIn = (
  workspaceId: string,
  personId: string,
  asker: string,
) => sql`(${personId} <> ${asker} AND EXISTS (SELECT 1 FROM member AS place
  WHERE place.workspace_id = ${workspaceId} AND place.person_id = ${personId} AND place.status <> 'removed' AND ${managed(asker)}))`;

/**
 * Nobody else has anything at stake: no workspace of theirs where `asker` could not manage them, no role on the platform. Else the owner
 * of one workspace would open another one's door.
 */
export const managedEverywhere = (
  personId: string,
  asker: string,
) => sql`(NOT EXISTS (SELECT 1 FROM platform_member WHERE person_id = ${personId})
  AND NOT EXISTS (SELECT 1 FROM member AS place WHERE place.person_id = ${personId} AND place.status <> 'removed' AND NOT ${managed(asker)}))`;

/** PM1: the platform's own table of rights, the same way. */
const ASKERS = JSON.stringify(PLATFORM_ROLES.filter((role) => canOnPlatform(role, "recovery.ask")));
export const mayAskOnPlatform = (personId: string, asker: string) => sql`(${personId} <> ${asker} AND EXISTS (SELECT 1 FROM platform_member
  WHERE person_id = ${asker} AND role IN (SELECT value FROM json_each(${ASKERS}))))`;
