import { and, eq, inArray, or } from "drizzle-orm";
import type { Actor } from "../../domain/rights.ts";
import type { Shard } from "./database.ts";
import { view } from "./schema/workspace.ts";

const viewColumns = {
  id: view.id,
  name: view.name,
  by: view.by,
  share: view.share,
  team: view.team,
  shape: view.shape,
  version: view.version,
};

/** The views that stand in this person's menu: their own, their teams', the workspace's. One that is shared by its link is opened by it. */
export function viewsFor(shard: Shard, actor: Actor) {
  return shard
    .select(viewColumns)
    .from(view)
    .where(
      and(
        eq(view.workspaceId, actor.workspace),
        or(eq(view.by, actor.person), eq(view.share, "workspace"), and(eq(view.share, "team"), inArray(view.team, [...actor.teams]))),
      ),
    );
}
