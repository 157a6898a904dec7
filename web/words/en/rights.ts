import type { Capability } from "../../../domain/rights.ts";
import type { ByGroup, ByPart } from "../capabilities.ts";

const may = {
  workspace: { read: "Open the workspace", settings: "Change its settings", transfer: "Hand it over" },
  members: { read: "See who works here" },
  live: { connect: "See changes as they happen" },
  rights: { read: "Read this page" },
  lead: {
    read: "See leads",
    assign: "Assign and move leads",
    stage: "Set the stage",
    attempt: "Log calls and messages",
    bulk: "Change many at once",
    export: "Export leads",
    delete: "Delete leads",
  },
  people: { read: "See people's sign-in and teams", manage: "Invite, change and remove people" },
  teams: { manage: "Make and change teams" },
  sessions: { manage: "See and end sessions of others", addresses: "See the IP addresses of sessions" },
  routing: { edit: "Change routing rules" },
  meta: { connect: "Connect Meta Pages" },
  support: { decide: "Let support in, and end it" },
  audit: { read: "Read and verify the audit log", export: "Export the audit log", mail: "Get its seal by mail each day" },
  privacy: { handle: "Handle privacy requests" },
} as const satisfies ByPart<Capability>;

const group = {
  workspace: "Workspace",
  members: "Colleagues",
  live: "Live",
  rights: "Rights",
  lead: "Leads",
  people: "People",
  teams: "Teams",
  sessions: "Sessions",
  routing: "Routing",
  meta: "Meta",
  support: "Support",
  audit: "Audit log",
  privacy: "Privacy",
} as const satisfies ByGroup<Capability>;

/** The table of who may do what, in words: a capability without them does not compile. */
export const rights = {
  rights: {
    hint: "What each role may do here. Every act is decided by this table.",
    table: "What each role may do",
    capability: "May",
    role: "Role",
    reach: { all: "Yes", team: "Their teams", own: "Their own", none: "No", named: "By name" },
    leadAll: "All",
    named: { privacy: "Only who has the privacy right", security: "Only who has the security right" },
    teamMeans: "Their teams: leads of teams they are in, their own, and unassigned ones.",
    ownMeans: "Their own: leads given to them, and unassigned ones where the settings show those to agents.",
    ownMeansHidden: "Their own: leads given to them. Unassigned ones are not shown to agents here.",
    namedMeans: "By name: given to single people by an owner, whatever their role.",
    supportMeans: "Support comes in by a grant that an owner gives, for hours, and is no member.",
    guest: { support: "Support, to look", support_edit: "Support, to work" },
    masks: "Hidden from some roles",
    masksHint: "Until a lead is theirs. It is set under General.",
    masksNone: "Nothing is hidden from anybody.",
    mask: { phone: "Phone number", email: "Email address" },
    maskFrom: "{{what}}: hidden from {{roles}}",
    maskSupport: "Support sees what an auditor sees.",
    may,
    group,
  },
} as const;
