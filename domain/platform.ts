import * as v from "valibot";

/** Roles on the platform itself. Alone they show no lead: whoever runs the platform does not work in its workspaces. */
export const PLATFORM_ROLES = ["platform:super_admin", "platform:support", "platform:privacy_officer", "platform:auditor"] as const;
export const platformRole = v.picklist(PLATFORM_ROLES);
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

const look = {
  "platform:super_admin": true,
  "platform:support": true,
  "platform:privacy_officer": true,
  "platform:auditor": true,
} as const;
const run = {
  "platform:super_admin": true,
  "platform:support": false,
  "platform:privacy_officer": false,
  "platform:auditor": false,
} as const;

/** PM1 for the console: what is not in the table is refused. */
export const PLATFORM_CAPABILITIES = {
  "console.read": look,
  "change.retry": { ...run, "platform:support": true },
  "cron.run": run,
  "job.retry": run,
  "retention.set": { ...run, "platform:privacy_officer": true },
  "support.ask": { ...run, "platform:support": true },
  "people.read": { ...run, "platform:support": true },
  "sessions.end": { ...run, "platform:support": true },
  "recovery.ask": { ...run, "platform:support": true },
  "workspace.suspend": run,
  "audit.read": { ...run, "platform:auditor": true },
  "audit.export": { ...run, "platform:auditor": true },
} as const satisfies Record<string, Record<PlatformRole, boolean>>;
export type PlatformCapability = keyof typeof PLATFORM_CAPABILITIES;

export function canOnPlatform(role: PlatformRole | null, capability: PlatformCapability): boolean {
  const entry = Object.hasOwn(PLATFORM_CAPABILITIES, capability) ? PLATFORM_CAPABILITIES[capability] : null;
  return role !== null && entry !== null && Object.hasOwn(entry, role) && entry[role];
}
