import type { LeadFieldsInput } from "../../../domain/edit.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Call } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import { createFloorApi, type FloorApi } from "../../connection/floor.ts";
import type { Outcome } from "../pending.ts";
import type { Workspace } from "../workspace.ts";
import { createFieldCommands, type FieldCommands } from "./fields.ts";

export type { Browser, Call, Clock };

/** Work on leads beyond assigning, staging and logging a try; loaded with the screens that offer it. Commands never reject. */
export interface Floor {
  /** What screens read and set up themselves. */
  readonly api: FloorApi;
  readonly clock: Clock;
  readonly fields: FieldCommands;
  /** `shown` is what the row looks like until the server has answered. */
  edit(lead: string, fields: LeadFieldsInput, shown: Partial<LeadRow>): Promise<Outcome>;
}

export function createFloor({
  call,
  clock,
  workspace,
}: {
  readonly call: Call;
  readonly clock: Clock;
  readonly workspace: Workspace;
}): Floor {
  const api = createFloorApi(call, workspace.slug);
  const { commands } = workspace;
  return {
    api,
    clock,
    fields: createFieldCommands({ api, clock, commands, directory: workspace.directory }),
    edit: (lead, fields, shown) => commands.run(lead, { kind: "fields", fields: shown }, api.edit(lead, { mutation: clock.id(), fields })),
  };
}
