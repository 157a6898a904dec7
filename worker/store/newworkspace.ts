import { eq, or, sql } from "drizzle-orm";
import type { Doer } from "../../domain/change.ts";
import { Refusal } from "../../domain/errors.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { batch, type Databases } from "./database.ts";
import { decideAll, type Guarded, provenIn } from "./decisions.ts";
import { type NewWorkspace, workspaceParts } from "./founding.ts";
import { workspace } from "./schema/platform.ts";

/** Somebody's own new workspace, in the shard that holds the fewest. Asked for again, by its id, it is the same one. */

interface Wish {
  readonly made: NewWorkspace;
  readonly owner: string;
  /** The session it is asked from: it has proven a second factor. */
  readonly session: string;
  /** Counts the try; throws where there were too many. What is there already is no new one. */
  readonly count: () => Promise<void>;
}

export async function makeWorkspace(databases: Databases, wish: Wish, doer: Doer, fresh: Fresh): Promise<void> {
  const { platform, numbers } = databases;
  const { made, owner, session } = wish;
  const { id, slug } = made;
  let counted = false;
  await decideAll(platform, doer, fresh, async () => {
    const { same, taken, shards } = await readPlaces(databases, made, owner);
    if (same !== undefined) {
      // Somebody else's id, or one's own with another address: neither is this one.
      if (!same.owned) throw new Refusal("not_found");
      if (same.slug !== slug) throw new Refusal("conflict", { field: "id" });
      return [];
    }
    if (taken) throw new Refusal("conflict", { field: "slug" });
    if (!counted) await wish.count();
    counted = true;
    const held = (n: number) => shards.find((one) => one.shard === n)?.count ?? 0;
    const [shard] = numbers.toSorted((a, b) => held(a) - held(b) || a - b);
    if (shard === undefined) throw new Error("no database is bound for workspaces");
    const guards: Guarded[] = [
      provenIn(session),
      [sql`NOT EXISTS (SELECT 1 FROM workspace WHERE id = ${id} OR slug = ${slug})`, "conflict"],
    ];
    return workspaceParts(platform, { ...made, shard }, owner, guards, null, fresh.now());
  });
}

/** One round trip. */
async function readPlaces({ platform }: Databases, { id, slug }: NewWorkspace, owner: string) {
  const [rows, shards] = (await batch(platform, [
    platform
      .select({
        id: workspace.id,
        slug: workspace.slug,
        owned: sql<boolean>`EXISTS (SELECT 1 FROM member WHERE workspace_id = ${workspace.id} AND person_id = ${owner}
          AND role = 'owner' AND status = 'active')`.mapWith((value: unknown) => value === 1),
      })
      .from(workspace)
      .where(or(eq(workspace.id, id), eq(workspace.slug, slug))),
    platform
      .select({ shard: workspace.shard, count: sql<number>`count(*)` })
      .from(workspace)
      .groupBy(workspace.shard),
  ])) as [{ id: string; slug: string; owned: boolean }[], { shard: number; count: number }[]];
  return { same: rows.find((row) => row.id === id), taken: rows.some((row) => row.id !== id), shards };
}
