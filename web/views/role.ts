import type { PlatformRole } from "../../domain/platform.ts";
import type { ActorRole } from "../../domain/rights.ts";
import type { Translate } from "../words/index.ts";

const PLATFORM = {
  "platform:super_admin": "super_admin",
  "platform:support": "support",
  "platform:privacy_officer": "privacy_officer",
  "platform:auditor": "auditor",
} as const satisfies Record<PlatformRole, string>;

/** What somebody is called by what they may do, in a workspace or on the platform. */
export function roleWords(t: Translate, role: ActorRole | PlatformRole): string {
  return role in PLATFORM ? t(`platform.role.${PLATFORM[role as PlatformRole]}`) : t(`role.${role as ActorRole}`);
}
