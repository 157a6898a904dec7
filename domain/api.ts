import * as v from "valibot";
import { answer, consent } from "./answers.ts";
import { contact, leadValue } from "./edit.ts";
import { followUp } from "./followup.ts";
import { giving, isTeamAlone } from "./giving.ts";
import { instant, uuid } from "./ids.ts";
import { CHANNELS, leadRow, OUTCOMES } from "./lead.ts";
import { ban } from "./nocontact.ts";
import { leadProject, projectRow } from "./project.ts";
import { actorRole, MASKABLE, namedRight } from "./rights.ts";
import { setup, setupId } from "./setup.ts";
import { noteText, timelineEntry } from "./story.ts";
import { supportSeat } from "./support.ts";
import { savedView } from "./view.ts";
import { memberRow, position, teamRow } from "./wire.ts";
import { workspaceSettings } from "./workspace.ts";

/** Requests and answers of `/api/w/:workspace`, held by both sides. Every change names its mutation: sent twice, it happens once. */

export const named = v.object({ id: v.string(), name: v.string() });
export const formRow = v.object({ id: v.string(), name: v.string(), project: v.nullable(v.string()) });

/** What a signed-in person needs once: who they are here, and the names behind the ids in rows. */
export const bootAnswer = v.object({
  me: v.object({
    id: v.string(),
    name: v.string(),
    role: actorRole,
    teams: v.array(v.string()),
    rights: v.array(namedRight),
    agentsSeeUnclaimed: v.boolean(),
    masked: v.array(v.picklist(MASKABLE)),
  }),
  workspace: v.object({ id: v.string(), slug: v.string(), name: v.string(), settings: workspaceSettings }),
  members: v.array(memberRow),
  teams: v.array(teamRow),
  support: v.array(supportSeat),
  forms: v.array(formRow),
  campaigns: v.array(formRow),
  projects: v.array(projectRow),
  rules: v.array(named),
  setup,
  /** Saved views that this person may open. */
  views: v.array(savedView),
  /** Leads this person may see, archived and test leads aside. */
  total: v.number(),
  /** Of these, nobody's. */
  unclaimed: v.number(),
  /** Notices that this person has not read, counted to `UNREAD_MOST`. */
  unread: v.optional(v.number()),
  demo: v.boolean(),
});
export type Boot = v.InferOutput<typeof bootAnswer>;

/** The names behind the Pages, ad sets and ads in rows, and what each stands in, for many are called the same. Read when somebody looks at them. */
export const sourcesAnswer = v.object({
  pages: v.array(named),
  adSets: v.array(v.object({ id: v.string(), name: v.string(), campaign: v.nullable(v.string()) })),
  ads: v.array(v.object({ id: v.string(), name: v.string(), adSet: v.nullable(v.string()) })),
});
export type Sources = v.InferOutput<typeof sourcesAnswer>;

/** `next` null: the list ends here. `looked`: so many leads were looked at that the page ends early, perhaps without any; it goes on from `next`. */
export const leadsAnswer = v.object({
  position,
  rows: v.array(leadRow),
  next: v.nullable(v.string()),
  looked: v.optional(v.literal(true)),
});
export type LeadsPage = v.InferOutput<typeof leadsAnswer>;

/** The waiting leads in one's sight: open, not test, nobody has tried to reach them. `count` stops at 1,000. */
export const waitingAnswer = v.object({ count: v.number(), oldest: v.nullable(instant) });

export const submissionRow = v.object({
  id: uuid,
  submittedAt: instant,
  receivedAt: instant,
  form: v.nullable(v.string()),
  formName: v.nullable(v.string()),
  page: v.nullable(v.string()),
  campaign: v.nullable(v.string()),
  adSet: v.nullable(v.string()),
  ad: v.nullable(v.string()),
  platform: v.nullable(v.string()),
  organic: v.boolean(),
  via: v.picklist(["webhook", "reconcile", "import", "demo"]),
  answers: v.array(answer),
  consents: v.array(consent),
});
export type SubmissionRow = v.InferOutput<typeof submissionRow>;

export const leadAnswer = v.object({
  row: leadRow,
  position,
  submissions: v.array(submissionRow),
  /** The newest entries; `more`: there are older ones, read from the last one's id on. */
  timeline: v.array(timelineEntry),
  more: v.boolean(),
  /** Further telephones and addresses; none where they are kept from this reader (PV2). */
  contacts: v.array(contact),
  projects: v.array(leadProject),
  followUps: v.array(followUp),
  bans: v.array(ban),
  /** The lead this one may be the same person as, if the reader may see it. */
  sameAs: v.nullable(v.object({ id: uuid, name: v.string(), owner: v.nullable(v.string()) })),
  /** LM1: it went into another lead; null in it: one that the reader may not see. */
  mergedInto: v.nullable(v.object({ lead: v.nullable(v.object({ id: uuid, name: v.string() })) })),
});
export type LeadDetail = v.InferOutput<typeof leadAnswer>;

export const command = { mutation: uuid };
/** `version` is the row's as the person saw it: owner and stage are compare-and-set. `team`: nobody has it there until somebody takes it. */
export const assignBody = v.pipe(
  v.object({ ...command, version: v.number(), ...giving }),
  v.forward(
    v.check((body) => isTeamAlone(body)),
    ["team"],
  ),
);
/** `lostReason` and `value` belong to a stage that closes the lead; left out, what is there stays. */
export const stageBody = v.object({
  ...command,
  version: v.number(),
  stage: setupId,
  lostReason: v.optional(v.nullable(setupId)),
  value: v.optional(v.nullable(leadValue)),
});
/**
 * `text`: what was said. `way` is "in" where they reached us. `at`: when it was, ms UTC, where that is not now; `sent`: when this is sent, by
 * the same clock.
 */
export const attemptBody = v.object({
  ...command,
  channel: v.picklist(CHANNELS),
  outcome: v.picklist(OUTCOMES),
  way: v.optional(v.picklist(["in", "out"])),
  text: v.optional(noteText),
  at: v.optional(instant),
  sent: v.optional(instant),
});
/** Its own attempt is taken back by who logged it, however long ago. */
export const withdrawBody = v.object(command);
export const undoBody = v.object({ ...command, of: uuid });

/** `row` is null when the change took the lead out of one's own sight. */
export const changeAnswer = v.object({ id: uuid, row: v.nullable(leadRow), position });
export type ChangeAnswer = v.InferOutput<typeof changeAnswer>;

/** Every refusal. A conflict carries the row as it is now, and who did the last thing in its story. */
export const refusalAnswer = v.object({
  error: v.object({
    code: v.string(),
    request: v.string(),
    row: v.optional(leadRow),
    by: v.optional(v.nullable(v.string())),
    retryAfter: v.optional(v.number()),
    /** Which field, and a code for why, where the code alone does not say it: `slug`; `member`, `invited`, `wrong_person`. */
    field: v.optional(v.string()),
    why: v.optional(v.string()),
    /** The lead that has this person already, where it may be seen. */
    lead: v.optional(uuid),
    /** What a conflict was about, as it is now: the member, the invitation, the team. */
    now: v.optional(v.unknown()),
  }),
});

export const sessionAnswer = v.object({
  person: v.object({ id: v.string(), name: v.string(), email: v.string() }),
  workspaces: v.array(v.object({ slug: v.string(), name: v.string() })),
  /** This session has proven one. */
  secondFactor: v.boolean(),
  /** A role of theirs asks for one, and this session has not. */
  secondFactorNeeded: v.boolean(),
  console: v.optional(v.literal(true)),
});
