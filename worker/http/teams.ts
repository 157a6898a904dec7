import { Hono } from "hono";
import { renameTeamBody, teamBody } from "../../domain/people.ts";
import { fresh } from "../env.ts";
import { addTeam } from "../store/membership.ts";
import { byOf, decided, idIn } from "./decided.ts";
import { type Door, type DoorContext, readBody } from "./door.ts";
import { need } from "./need.ts";

/** Teams of a workspace. Who is in one is set on the member. */
export const teamRoutes = new Hono<Door>()
  .post("/teams", need("teams.manage"), async (c) => {
    const { id, name } = await readBody(c, teamBody);
    return named(c, id, name, null);
  })
  .put("/teams/:id", need("teams.manage"), async (c) => {
    const { version, name } = await readBody(c, renameTeamBody);
    return named(c, idIn(c, "id"), name, version);
  });

/** `version`: as it was seen; null: it is new. */
function named(c: DoorContext, team: string, name: string, version: number | null): Promise<Response> {
  const { actor, doer } = byOf(c);
  const change = { workspace: actor.workspace, team, name };
  return decided(c, "teams.manage", [team], () => addTeam(c.var.databases.platform, change, doer, fresh, { actor, version }));
}
