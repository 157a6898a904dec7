import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import { filterOf, sortIn } from "../../domain/filter.ts";
import { type Actor, can, isMember } from "../../domain/rights.ts";
import { MAX_VIEWS, type SavedView, type ViewBody, type viewAnswer } from "../../domain/view.ts";
import { type Arranging, arrange } from "./arranging.ts";
import { whoChanged } from "./audit.ts";
import { batch, type Shard } from "./database.ts";
import { team, view } from "./schema/workspace.ts";

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

const isView = (workspace: string, id: string) => and(eq(view.workspaceId, workspace), eq(view.id, id));

/** VW1: a view by its link. */
export async function readView(shard: Shard, actor: Actor, id: string): Promise<v.InferOutput<typeof viewAnswer>> {
  const [found] = await shard.select(viewColumns).from(view).where(isView(actor.workspace, id));
  if (found === undefined || !opens(actor, found)) throw new Refusal("not_found");
  return { view: found };
}

/** Who may share views looks after those that are shared. */
function opens(actor: Actor, { by, share, team: of }: SavedView): boolean {
  if (by === actor.person || share === "workspace" || share === "link") return true;
  return share === "team" && (can(actor, "views.share") || (of !== null && actor.teams.includes(of)));
}

function changes(actor: Actor, { by, share }: Pick<SavedView, "by" | "share">): boolean {
  return isMember(actor.role) && (by === actor.person || (isShared(share) && can(actor, "views.share")));
}

/** It stands in menus of others. */
const isShared = (share: SavedView["share"]) => share === "team" || share === "workspace";

/**
 * VW1: a new view, or another shape of one, compare-and-set on the version that was seen. To share it with a team or everybody is a right;
 * to hand on its link is not.
 */
export async function saveView(by: Arranging, id: string, body: ViewBody): Promise<v.InferOutput<typeof viewAnswer>> {
  const { shard, actor } = by;
  if (!isMember(actor.role)) throw new Refusal("not_allowed");
  // What nobody could read again would be opened as something else.
  const { filter, sort } = body.shape;
  if (sortIn(sort) === undefined || filterOf(filter, null).dropped.length > 0) throw new Refusal("invalid_input", { field: "shape" });
  const [found, teams, own] = (await batch(shard, [
    shard.select(viewColumns).from(view).where(isView(actor.workspace, id)),
    shard
      .select({ id: team.id })
      .from(team)
      .where(and(eq(team.workspaceId, actor.workspace), eq(team.id, body.team ?? ""))),
    shard.all(sql`SELECT ${countOf(actor)} AS count`),
  ])) as [SavedView[], { id: string }[], { count: number }[]];
  const known = found[0];
  if (known === undefined ? body.version !== 0 : !opens(actor, known)) throw new Refusal("not_found");
  if (known !== undefined && !changes(actor, known)) throw new Refusal("not_allowed");
  const { version: seen, ...wanted } = body;
  // Sent twice.
  if (known !== undefined && same(known, wanted)) return { view: known };
  if (known !== undefined && known.version !== seen)
    throw new Refusal("conflict", { now: known, by: await whoChanged(shard, actor.workspace, id) });
  if (isShared(body.share) && !can(actor, "views.share")) throw new Refusal("not_allowed");
  if (body.team !== null && teams.length === 0) throw new Refusal("invalid_input", { field: "team" });
  if (known === undefined && (own[0]?.count ?? 0) >= MAX_VIEWS) throw new Refusal("invalid_input", { field: "view", why: "too_many" });
  const after: SavedView = { id, by: known?.by ?? actor.person, ...wanted, version: (known?.version ?? 0) + 1 };
  const done = await arrange(by, {
    guards: [
      versionIs(actor.workspace, id, known?.version ?? 0),
      ...(known === undefined ? [sql`${countOf(actor)} < ${MAX_VIEWS}`] : []),
      ...(body.team === null ? [] : [sql`EXISTS (SELECT 1 FROM team WHERE workspace_id = ${actor.workspace} AND id = ${body.team})`]),
    ],
    writes: [
      shard
        .insert(view)
        .values({ workspaceId: actor.workspace, ...after })
        .onConflictDoUpdate({ target: [view.workspaceId, view.id], set: { ...wanted, version: after.version } }),
    ],
    names: namesOf(known, after),
    audit: {
      act: known === undefined ? "view.saved" : "view.changed",
      subjectKind: "view",
      subject: id,
      detail: { version: after.version, before: known === undefined ? null : told(known), after: told(after) },
    },
  });
  if (!done) throw new Refusal("conflict", await now(by, id));
  return { view: after };
}

/** It is gone from every menu; whoever saves it again as it was has it back. */
export async function removeView(by: Arranging, id: string, version: number): Promise<{ readonly id: string }> {
  const { shard, actor } = by;
  const [known] = await shard.select(viewColumns).from(view).where(isView(actor.workspace, id));
  if (known === undefined || !opens(actor, known)) throw new Refusal("not_found");
  if (!changes(actor, known)) throw new Refusal("not_allowed");
  if (known.version !== version) throw new Refusal("conflict", { now: known, by: await whoChanged(shard, actor.workspace, id) });
  const done = await arrange(by, {
    guards: [versionIs(actor.workspace, id, version)],
    writes: [shard.delete(view).where(isView(actor.workspace, id))],
    names: namesOf(known, known),
    audit: { act: "view.removed", subjectKind: "view", subject: id, detail: { version, before: told(known), after: null } },
  });
  if (!done) throw new Refusal("conflict", await now(by, id));
  return { id };
}

/** Of one that is in nobody else's menu nobody else has to hear. */
function namesOf(before: SavedView | undefined, after: SavedView): "views" | "own_views" {
  return isShared(after.share) || (before !== undefined && isShared(before.share)) ? "views" : "own_views";
}

async function now({ shard, actor }: Arranging, id: string): Promise<{ readonly now?: SavedView }> {
  const [found] = await shard.select(viewColumns).from(view).where(isView(actor.workspace, id));
  return found === undefined || !opens(actor, found) ? {} : { now: found };
}

function versionIs(workspace: string, id: string, version: number): SQL {
  return sql`ifnull((SELECT version FROM view WHERE workspace_id = ${workspace} AND id = ${id}), 0) = ${version}`;
}

function countOf(actor: Actor): SQL {
  return sql`(SELECT count(*) FROM view WHERE workspace_id = ${actor.workspace} AND by_id = ${actor.person})`;
}

type Kept = Omit<SavedView, "id" | "by" | "version">;

function same(a: Kept, b: Kept): boolean {
  const whole = ({ name, share, team: of, shape: { layout, filter, sort, group, columns } }: Kept) =>
    JSON.stringify([name, share, of, layout, filter, sort, group, columns.map((column) => [column.id, column.width])]);
  return whole(a) === whole(b);
}

/** AU1: a filter may hold words somebody looked for. */
function told({ name, share, team: of }: Kept) {
  return { name, share, team: of };
}
