import { Hono } from "hono";
import * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import type { ConnectEnd } from "../../domain/page.ts";
import { can } from "../../domain/rights.ts";
import { fresh } from "../env.ts";
import { requireActor } from "../identity/actor.ts";
import { log } from "../log.ts";
import { sealOffer } from "../meta/connection.ts";
import { openErrand, openPages } from "../meta/oauth.ts";
import { causeOf } from "../store/cause.ts";
import { keepOffer } from "../store/connecting.ts";
import type { Door, DoorContext } from "./door.ts";
import { RETURN, returnUrl } from "./pages.ts";

/** As Meta writes it; whatever else is in the address is not read. */
const query = v.object({
  code: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(4_000))),
  state: v.pipe(v.string(), v.maxLength(4_000)),
});

/**
 * MC1: where Meta's dialog sends people back to. A page of theirs and not a call: every end of it leads to a screen that says what came of
 * it. Whose permission it is is decided by the sealed state and the session, which have to name the same person.
 */
export const connectedRoutes = new Hono<Door>().get(RETURN.slice("/api/meta".length), async (c) => {
  const asked = v.safeParse(query, c.req.query());
  const errand = asked.success ? await openErrand(asked.output.state, c.var.settings.TOKEN_KEYS) : null;
  if (!asked.success || errand === null) return c.redirect("/", 303);
  const screen = `/w/${encodeURIComponent(errand.workspace)}/settings/pages`;
  const ended = (how: ConnectEnd) => c.redirect(`${screen}?connect=${how}`, 303);
  const now = fresh.now();
  if (errand.until < now) return ended("late");
  const { code } = asked.output;
  if (code === undefined) return ended("denied");
  const admitted = await whoCame(c, errand.workspace, now);
  // Signed in again, they read that this way is over.
  if (admitted === null) return c.redirect(`/login?to=${encodeURIComponent(`${screen}?connect=late`)}`, 303);
  const { actor } = admitted;
  if (actor.person !== errand.person) return ended("somebody_else");
  // Whose role does not open that screen any more is told so there.
  if (!can(actor, "meta.connect")) return c.redirect(screen, 303);
  try {
    const opened = await openPages(code, returnUrl(c), c.var.settings);
    if (!opened.ok) return failed(c, actor.workspace, opened.failure.reason, ended);
    const id = fresh.id();
    const tokens = await sealOffer(id, opened.value.granted, c.var.settings.TOKEN_KEYS);
    const offer = { id, workspace: actor.workspace, person: actor.person, pages: opened.value.pages, tokens };
    await keepOffer(c.var.databases.platform, offer, now);
    return c.redirect(`${screen}?offer=${id}`, 303);
  } catch (error) {
    return failed(c, actor.workspace, causeOf(error), ended);
  }
});

function failed(c: DoorContext, workspace: string, cause: string, ended: (how: ConnectEnd) => Response): Response {
  log(fresh, "warn", "connect_failed", { request: c.var.request, workspace, cause });
  return ended("failed");
}

/** Null: nobody, or nobody of that workspace. */
async function whoCame(c: DoorContext, slug: string, now: number) {
  try {
    return await requireActor(c.var.databases, c.req.raw, c.var.settings, slug, now);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
