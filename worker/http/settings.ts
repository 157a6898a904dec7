import { Hono } from "hono";
import type * as v from "valibot";
import { type settingsAnswer, settingsBody, transferBody } from "../../domain/people.ts";
import { Refusal } from "../../domain/errors.ts";
import { fresh } from "../env.ts";
import { transferOwnership } from "../store/admins.ts";
import { provenIn } from "../store/decisions.ts";
import { setWorkspaceSettings } from "../store/membership.ts";
import { readSettings } from "../store/roster.ts";
import { byOf, decided } from "./decided.ts";
import { actorOf, type Door, readBody } from "./door.ts";
import { need } from "./need.ts";

/** What a workspace is called and how it works; and whose it is. */
export const settingsRoutes = new Hono<Door>()
  .get("/settings", need("workspace.read"), async (c) => {
    const found = await readSettings(c.var.databases.platform, actorOf(c).workspace);
    if (found === undefined) throw new Refusal("not_found");
    return c.json(found satisfies v.InferOutput<typeof settingsAnswer>);
  })
  .put("/settings", need("workspace.settings"), async (c) => {
    const { version, name, settings } = await readBody(c, settingsBody);
    const { actor, doer } = byOf(c);
    const { workspace } = actor;
    // Whoever has none would have locked themselves out with everybody else.
    const guards = settings.secondFactor === "everybody" ? [provenIn(c.var.admitted.session)] : [];
    return decided(c, "workspace.settings", [workspace], () =>
      setWorkspaceSettings(c.var.databases.platform, { workspace, name, settings }, doer, fresh, { actor, version, guards }),
    );
  })
  .post("/transfer", need("workspace.transfer"), async (c) => {
    const { to, version } = await readBody(c, transferBody);
    const subjects = [to, actorOf(c).person];
    return decided(c, "workspace.transfer", subjects, () =>
      transferOwnership(c.var.databases.platform, byOf(c), { person: to, version }, fresh),
    );
  });
