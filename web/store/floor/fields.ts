import type { CreateBody, LeadFieldsInput } from "../../../domain/edit.ts";
import { placeAfter } from "../../../domain/giving.ts";
import type { Bannable, LeadRow } from "../../../domain/lead.ts";
import type { Ban } from "../../../domain/nocontact.ts";
import type { Interest } from "../../../domain/project.ts";
import { firstStage, stageOf } from "../../../domain/setup.ts";
import type { Clock } from "../../connection/edge.ts";
import type { FloorApi } from "../../connection/floor.ts";
import type { Outcome } from "../pending.ts";
import type { Workspace } from "../workspace.ts";

/** What is said with "do not contact", and with lifting it. */
export interface BanWords {
  readonly source: Ban["source"];
  readonly note: string | null;
}
export interface ProjectWords {
  readonly interest: Interest | null;
  readonly note: string | null;
}
/** A lead as a form has it: its ids are made when the form is opened, so that sent twice there is one. */
export type NewLead = Omit<CreateBody, "mutation" | "fields"> & { readonly fields: LeadFieldsInput };

/** Work on a lead's own fields. Refusals are told to whoever asked: the words stand beside the field. */
export interface FieldCommands {
  /** `shown` is what the row looks like until the server has answered. `together`: one of many. */
  change(lead: string, fields: LeadFieldsInput, shown: Partial<LeadRow>, how?: "quiet" | "together"): Promise<Outcome>;
  archive(lead: string, archived: boolean, how?: "quiet" | "together"): Promise<Outcome>;
  /** LM1: `other` goes into it. */
  merge(lead: string, other: string): Promise<Outcome>;
  /** `on`: not to be contacted by these; else they may be again. `before` is what the row says now. */
  noContact(lead: string, channels: readonly Bannable[], on: boolean, said: BanWords, before: readonly Bannable[]): Promise<Outcome>;
  /** `said` null takes the project from the lead. */
  project(lead: string, project: string, said: ProjectWords | null, before: readonly string[]): Promise<Outcome>;
  create(lead: NewLead): Promise<Outcome>;
}

export function createFieldCommands(deps: {
  readonly api: FloorApi;
  readonly clock: Clock;
  readonly commands: Pick<Workspace["commands"], "run">;
  readonly directory: Pick<Workspace["directory"], "me" | "member" | "setup">;
}): FieldCommands {
  const { api, commands, directory } = deps;
  const mutation = () => deps.clock.id();
  return {
    change: (lead, fields, shown, how = "quiet") =>
      commands.run(lead, { kind: "fields", fields: shown }, api.edit(lead, { mutation: mutation(), fields }), how),
    archive: (lead, archived, how = "quiet") => commands.run(lead, null, api.archive(lead, { mutation: mutation(), archived }), how),
    merge: (lead, other) => commands.run(lead, null, api.merge(lead, { mutation: mutation(), other }), "quiet"),
    noContact: (lead, channels, on, { source, note }, before) => {
      const noContact = on ? [...new Set([...before, ...channels])] : before.filter((channel) => !channels.includes(channel));
      return commands.run(
        lead,
        { kind: "fields", fields: { noContact } },
        api.noContact(lead, { mutation: mutation(), channels: [...channels], on, source, note }),
        "quiet",
      );
    },
    project: (lead, project, said, before) => {
      const others = before.filter((one) => one !== project);
      const projects = said === null ? others : before.includes(project) ? [...before] : [...before, project];
      return commands.run(
        lead,
        { kind: "fields", fields: { projects } },
        api.project(lead, project, { mutation: mutation(), on: said !== null, interest: said?.interest ?? null, note: said?.note ?? null }),
        "quiet",
      );
    },
    create: (lead) => {
      const row = asAdded(lead, directory, deps.clock.now());
      return commands.run(lead.id, { kind: "created", row }, api.create({ mutation: mutation(), ...lead }), "quiet");
    },
  };
}

/** What a lead that was just added looks like until the server has it: the newest of all, and nobody's goal has passed. */
function asAdded(
  { id, fields, source, owner = null, team, stage, projects = [] }: NewLead,
  directory: Pick<Workspace["directory"], "me" | "member" | "setup">,
  at: number,
): LeadRow {
  const setup = directory.setup();
  const { name, phone, email, contacts: _, custom = {}, ...others } = fields;
  const into = stage ?? firstStage(setup);
  return {
    ...others,
    id,
    n: Number.MAX_SAFE_INTEGER,
    version: 0,
    name: name ?? "",
    phone: phone ?? null,
    email: email ?? null,
    stage: into,
    ...placeAfter({ team: null }, { owner, team }, directory.member(owner)),
    form: null,
    source,
    isTest: false,
    submittedAt: at,
    amberAt: Number.MAX_SAFE_INTEGER,
    redAt: Number.MAX_SAFE_INTEGER,
    firstAttemptAt: null,
    lastActivityAt: at,
    archivedAt: null,
    sameAs: null,
    reason: { code: "by_hand", by: directory.me()?.id ?? "" },
    projects: [...projects],
    custom: Object.fromEntries(Object.entries(custom).flatMap(([field, value]) => (value === null ? [] : [[field, value]]))),
    closedAt: (stageOf(setup, into)?.kind ?? "open") === "open" ? null : at,
  };
}
