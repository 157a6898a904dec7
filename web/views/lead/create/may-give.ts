import { can } from "../../../../domain/rights.ts";
import type { MemberRow } from "../../../../domain/wire.ts";
import type { Workspace } from "../../../store/workspace.ts";
import { actorHere } from "../../rights.ts";

/** Whether this person may add a lead that is somebody's (null: nobody's). Which of their teams it comes to, the server says. */
export function mayGive(workspace: Pick<Workspace, "directory">, to: Pick<MemberRow, "id" | "teams"> | null): boolean {
  const actor = actorHere(workspace);
  const teams = to === null || to.teams.length === 0 ? [null] : to.teams;
  return (
    actor !== null &&
    teams.some((team) => {
      const place = { owner: to?.id ?? null, team: to === null ? null : team, unclaimed: to === null, archived: false };
      return can(actor, "lead.create", place) && can(actor, "lead.assign", place);
    })
  );
}
