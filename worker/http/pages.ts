import { Hono } from "hono";
import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import {
  connectBody,
  type ConnectAnswer,
  DIALOG_MS,
  type dialogAnswer,
  type OfferAnswer,
  offerId,
  type pagesAnswer,
} from "../../domain/page.ts";
import { fresh } from "../env.ts";
import { connect, type Connection, openOffer, sealGranted, sealOffer } from "../meta/connection.ts";
import { dialogUrl } from "../meta/oauth.ts";
import { subscribe, unsubscribe } from "../meta/subscription.ts";
import { connectPages, disconnectPage, findOffer, isElsewhere, readPages } from "../store/connecting.ts";
import { findPage } from "../store/pages.ts";
import { idIn } from "./decided.ts";
import { actorOf, type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { need } from "./need.ts";

/** Where Meta's dialog sends people back to: this address is in the app's settings at Meta. */
export const RETURN = "/api/meta/connected";
export const returnUrl = (c: DoorContext): string => new URL(RETURN, c.req.url).href;

const nothing = v.object({});

/** MC1: the Pages of a workspace, and how they come and go. */
export const pageRoutes = new Hono<Door>()
  .get("/pages", need("meta.connect"), async (c) =>
    c.json({ pages: await readPages(c.var.databases.platform, actorOf(c).workspace) } satisfies v.InferOutput<typeof pagesAnswer>),
  )
  .post("/pages/dialog", need("meta.connect"), async (c) => {
    await readBody(c, nothing);
    const errand = { workspace: c.var.admitted.workspace.slug, person: actorOf(c).person, until: fresh.now() + DIALOG_MS };
    const url = await dialogUrl(c.var.settings, returnUrl(c), errand);
    return c.json({ url } satisfies v.InferOutput<typeof dialogAnswer>);
  })
  .get("/pages/offers/:id", need("meta.connect"), async (c) => {
    const { pages, held, expiresAt } = await offerHere(c);
    const { workspace } = actorOf(c);
    const heldAs = (id: string) => {
      const row = held.find((one) => one.id === id);
      if (isElsewhere(row, workspace)) return "elsewhere";
      return row?.workspaceId === workspace && row.state !== "disconnected" ? "here" : null;
    };
    const offered = pages.map((page) => ({ ...page, held: heldAs(page.id) }) as const);
    return c.json({ pages: offered, expiresAt } satisfies OfferAnswer);
  })
  .post("/pages/offers/:id", need("meta.connect"), async (c) => {
    const { pages: chosen } = await readBody(c, connectBody);
    const offer = await offerHere(c);
    const { workspace } = actorOf(c);
    const { platform } = c.var.databases;
    const given = await openOffer(offer.id, offer.tokens, c.var.settings.TOKEN_KEYS);
    const refused: { id: string; reason: string }[] = [];
    const subscribed = await Promise.all(
      [...new Set(chosen)].map(async (id) => {
        const [page, one] = [offer.pages.find((it) => it.id === id), given.find((it) => it.page === id)];
        if (page === undefined || one === undefined || !page.may) return void refused.push({ id, reason: "permission" });
        if (
          isElsewhere(
            offer.held.find((it) => it.id === id),
            workspace,
          )
        )
          return void refused.push({ id, reason: "elsewhere" });
        // First: a Page whose leads nobody tells us of is not connected, whatever a row says.
        const told = await subscribe(one, c.var.settings);
        if (!told.ok) return void refused.push({ id, reason: told.failure.reason });
        return { id, name: page.name, token: await sealGranted(one, c.var.settings.TOKEN_KEYS) };
      }),
    );
    const pages = subscribed.flatMap((one) => one ?? []);
    const asked = given.filter(({ page }) => chosen.includes(page));
    const kept = {
      id: offer.id,
      pages: offer.pages.filter(({ id }) => chosen.includes(id)),
      tokens: await sealOffer(offer.id, asked, c.var.settings.TOKEN_KEYS),
    };
    const connected = await connectPages(platform, { workspace, pages, held: offer.held, offer: kept }, doerOf(c), fresh);
    for (const { id } of pages) if (!connected.includes(id)) refused.push({ id, reason: "elsewhere" });
    return c.json({ connected: [...connected], refused } satisfies ConnectAnswer);
  })
  .post("/pages/:id/disconnect", need("meta.connect"), async (c) => {
    await readBody(c, nothing);
    const { workspace, databases, settings } = { ...c.var, workspace: c.var.admitted.workspace };
    const known = await disconnectPage(databases.platform, { workspace: workspace.id, page: idIn(c, "id") }, doerOf(c), fresh);
    if (known === undefined) throw new Refusal("not_found");
    // What Meta still sends is not read: whether it was told is no condition.
    const as = { ...known, workspace: workspace.id, workspaceStatus: "active", shard: workspace.shard, pausedUntil: 0, since: 0 } as const;
    const connecting = await connect(as, settings.TOKEN_KEYS);
    if (connecting.ok) c.executionCtx.waitUntil(tellMeta(c, connecting.connection));
    return c.json({});
  });

/** Whoever connects it while Meta is told still hears of its leads: the later word is the one that stands there. */
async function tellMeta(c: DoorContext, was: Connection): Promise<void> {
  await unsubscribe(was, c.var.settings);
  const now = await connect(await findPage(c.var.databases.platform, was.page), c.var.settings.TOKEN_KEYS);
  if (now.ok) await subscribe(now.connection, c.var.settings);
}

/** The offer of the path, to whoever asks; what is too late, somebody else's or none answers alike. */
async function offerHere(c: DoorContext) {
  const id = c.req.param("id");
  const { workspace, person } = actorOf(c);
  const offer = v.is(offerId, id) ? await findOffer(c.var.databases.platform, { id, workspace, person }, fresh.now()) : undefined;
  if (offer === undefined) throw new Refusal("not_found");
  return offer;
}
