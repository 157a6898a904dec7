import { uuidv7 } from "uuidv7";
import { granted, sealOffer } from "../../worker/meta/connection.ts";
import { keepOffer } from "../../worker/store/connecting.ts";
import { databases, settings, type World } from "./world.ts";

/** What somebody came back from Meta with: the workspace's own Page. Answers the offer's id. */
export async function offered(world: World, person: string, over: { readonly at?: number } = {}): Promise<string> {
  const id = uuidv7();
  const pages = [{ id: world.page, name: "A Page", category: null, may: true }];
  const tokens = await sealOffer(id, [granted(world.page, world.token)], settings.TOKEN_KEYS);
  await keepOffer(databases.platform, { id, workspace: world.id, person, pages, tokens }, over.at ?? Date.now());
  return id;
}
