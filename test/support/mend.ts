import type { Doer } from "../../domain/change.ts";
import type { Fresh } from "../../domain/fresh.ts";
import { connectPages } from "../../worker/store/connecting.ts";
import type { Platform } from "../../worker/store/database.ts";

/** What a person does about a broken Page: connects it again, with this sealed token. */
export async function mendPage(
  platform: Platform,
  { page, workspace, token }: { readonly page: string; readonly workspace: string; readonly token: string },
  doer: Doer,
  fresh: Fresh,
): Promise<void> {
  const held = [{ id: page, workspaceId: workspace, state: "broken" as const }];
  await connectPages(platform, { workspace, pages: [{ id: page, name: "Page", token }], held }, doer, fresh);
}
