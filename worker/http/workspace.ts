import { Hono } from "hono";
import type { Boot } from "../../domain/api.ts";
import { readBoot } from "../store/boot.ts";
import { readSources } from "../store/sources.ts";
import { type Door, shardOf } from "./door.ts";
import { need } from "./need.ts";

/** What a screen reads of its workspace. Session and rights come with `admit`: one round trip here, two in all. */
export const workspaceRoutes = new Hono<Door>()
  .get("/sources", need("workspace.read"), async (c) =>
    c.json(await readSources(c.var.databases.platform, shardOf(c), c.var.admitted.workspace.id)),
  )
  .get("/boot", need("workspace.read"), async (c) => {
    const { admitted, settings } = c.var;
    const found = await readBoot(shardOf(c), admitted.actor);
    const boot: Boot = {
      me: {
        id: admitted.actor.person,
        name: admitted.name,
        role: admitted.actor.role,
        teams: [...admitted.actor.teams],
        rights: [...admitted.actor.rights],
        masked: [...admitted.actor.masked],
        agentsSeeUnclaimed: admitted.actor.agentsSeeUnclaimed,
      },
      workspace: {
        id: admitted.workspace.id,
        slug: admitted.workspace.slug,
        name: admitted.workspace.name,
        settings: admitted.workspace.settings,
      },
      ...found,
      demo: settings.DEMO === "on",
    };
    return c.json(boot);
  });
