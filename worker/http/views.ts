import { Hono } from "hono";
import { viewBody, viewRemovalBody } from "../../domain/view.ts";
import { readView, removeView, saveView } from "../store/views.ts";
import { arrangingOf } from "./arranging.ts";
import { actorOf, type Door, readBody, shardOf } from "./door.ts";
import { idOf, poke } from "./leadcommand.ts";
import { need } from "./need.ts";

/** Saved views (VW1). Whoever is a member has views of their own; what is shared is asked for where it is decided. */
export const viewRoutes = new Hono<Door>()
  .get("/views/:view", need("workspace.read"), async (c) => c.json(await readView(shardOf(c), actorOf(c), idOf(c, "view"))))
  .put("/views/:view", need("workspace.read"), async (c) => {
    const id = idOf(c, "view");
    const saved = await saveView(arrangingOf(c), id, await readBody(c, viewBody));
    poke(c);
    return c.json(saved);
  })
  .post("/views/:view/remove", need("workspace.read"), async (c) => {
    const id = idOf(c, "view");
    const { version } = await readBody(c, viewRemovalBody);
    const removed = await removeView(arrangingOf(c), id, version);
    poke(c);
    return c.json(removed);
  });
