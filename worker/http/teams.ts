import { Hono } from "hono";
import { changeTeamBody, teamBody } from "../../domain/people.ts";
import { fresh } from "../env.ts";
import { setTeam } from "../store/membership.ts";
import { byOf, decided, idIn } from "./decided.ts";
import { type Door, type DoorContext, readBody } from "./door.ts";
import { need } from "./need.ts";

/** Teams of a workspace. Who is in one is set on the member. */
export const teamRoutes = new Hono<Door>()
  .post("/teams", need("teams.manage"), async (c) => {
    const { id, name } = await readBody(c, teamBody);
    return decide(c, id, { name }, null);
  })
  .put("/teams/:id", need("teams.manage"), async (c) => {
    const { version, ...change } = await readBody(c, changeTeamBody);
    return decide(c, idIn(c, "id"), change, version);
  });

/** `version`: as it was seen; null: it is new. */
function decide(
  c: DoorContext,
  team: string,
  to: { readonly name: string; readonly retired?: boolean | undefined },
  version: number | null,
): Promise<Response> {
  const { actor, doer } = byOf(c);
  const change = { workspace: actor.workspace, team, ...to };
  return decided(c, "teams.manage", [team], () => setTeam(c.var.databases.platform, change, doer, fresh, { actor, version }));
}
