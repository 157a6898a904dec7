import { Hono } from "hono";
import { Refusal } from "../../domain/errors.ts";
import { leadProjectBody, mapBody, projectBody } from "../../domain/project.ts";
import { setLeadProject } from "../store/leadprojects.ts";
import { mapProject, saveProject } from "../store/projects.ts";
import { arrangingOf } from "./arranging.ts";
import { idIn } from "./decided.ts";
import { type Door, type DoorContext, readBody } from "./door.ts";
import { commandOf, done, idOf, poke } from "./leadcommand.ts";
import { need } from "./need.ts";

/** What is sold, which forms and campaigns bring leads to it, and who is interested in it. */
export const projectRoutes = new Hono<Door>()
  .put("/projects/:project", need("projects.edit"), async (c) => {
    const id = idOf(c, "project");
    const body = await readBody(c, projectBody);
    if (body.id !== id) throw new Refusal("invalid_input", { field: "id" });
    const saved = await saveProject(arrangingOf(c), body);
    poke(c);
    return c.json(saved);
  })
  .put("/forms/:form/project", need("projects.edit"), (c) => map(c, "forms", "form"))
  .put("/campaigns/:campaign/project", need("projects.edit"), (c) => map(c, "campaigns", "campaign"))
  .put("/leads/:lead/projects/:project", need("lead.edit"), async (c) => {
    const project = idIn(c, "project");
    const { mutation, on, ...said } = await readBody(c, leadProjectBody);
    return done(c, await setLeadProject(commandOf(c, mutation), project, on ? said : null));
  });

async function map(c: DoorContext, of: "forms" | "campaigns", name: string): Promise<Response> {
  const id = idIn(c, name);
  const { project } = await readBody(c, mapBody);
  const mapped = await mapProject(arrangingOf(c), of, id, project);
  poke(c);
  return c.json(mapped);
}
