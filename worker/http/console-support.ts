import { Hono } from "hono";
import * as v from "valibot";
import { type workspacesAnswer, type workspaceStatusAnswer, workspaceStatusBody } from "../../domain/console-people.ts";
import { Refusal } from "../../domain/errors.ts";
import { uuid } from "../../domain/ids.ts";
import type { Mail } from "../../domain/mail/kinds.ts";
import { askGrantBody, grantBody, type GrantRow } from "../../domain/support.ts";
import { fresh } from "../env.ts";
import { carryOn } from "../identity/carry.ts";
import { mailStatements } from "../identity/mail.ts";
import { sendMails } from "../identity/post.ts";
import { readWorkspaces } from "../store/console/people.ts";
import { askGrant, findGrant, grantsOfPerson, readAsked } from "../store/grants.ts";
import { suspendWorkspace } from "../store/membership.ts";
import { idIn } from "./decided.ts";
import { type Door, type DoorContext, doerOf, readBody } from "./door.ts";
import { needOnPlatform } from "./need.ts";
import { settle } from "./support.ts";

/** Support's side of a grant (SU1): which workspaces there are, to ask into one, and one's own grants. */
export const consoleSupport = new Hono<Door>()
  .get("/workspaces", needOnPlatform("support.ask"), async (c) =>
    c.json((await readWorkspaces(c.var.databases.platform)) satisfies v.InferOutput<typeof workspacesAnswer>),
  )
  .post("/workspaces/:workspace/status", needOnPlatform("workspace.suspend"), async (c) => {
    const { databases, platform: admitted } = c.var;
    const workspace = idIn(c, "workspace");
    const { status, reason } = await readBody(c, workspaceStatusBody);
    await suspendWorkspace(databases.platform, { workspace, status, reason }, doerOf(c, admitted.person), fresh);
    const pending = await carryOn(c.env, c.executionCtx, { workspace, subjects: [workspace] });
    return c.json({ status, pending } satisfies v.InferOutput<typeof workspaceStatusAnswer>);
  })
  .get("/grants", needOnPlatform("support.ask"), async (c) =>
    c.json({ grants: await grantsOfPerson(c.var.databases.platform, c.var.platform.person, fresh.now()) }),
  )
  .post("/grants", needOnPlatform("support.ask"), async (c) => {
    const asked: GrantRow = await ask(c);
    c.executionCtx.waitUntil(sendMails(c.env));
    return c.json(asked);
  })
  .post("/grants/:id/end", needOnPlatform("support.ask"), async (c) => {
    const { version } = await readBody(c, grantBody);
    const known = await ownGrant(c, c.req.param("id"));
    if (known === undefined) throw new Refusal("not_found");
    if (known.version !== version) throw new Refusal("conflict");
    const to = known.state === "asked" ? "withdrawn" : "ended";
    const { person: id, name } = c.var.platform;
    return settle(c, known, { to, by: { id, name }, as: "asker" });
  });

async function ownGrant(c: DoorContext, id: string): Promise<GrantRow | undefined> {
  const found = v.is(uuid, id) ? await findGrant(c.var.databases.platform, id, fresh.now()) : undefined;
  return found?.person.id === c.var.platform.person ? found : undefined;
}

async function ask(c: DoorContext): Promise<GrantRow> {
  const { workspace: wanted, ...wish } = await readBody(c, askGrantBody);
  const { databases, settings, platform: asker } = c.var;
  const { platform } = databases;
  const [rows, before] = await Promise.all([readAsked(platform, wanted), ownGrant(c, wish.id)]);
  const workspace = rows[0]?.workspace;
  if (workspace === undefined) throw new Refusal("not_found");
  // Sent again after an answer that was lost.
  if (before?.workspace.id === workspace.id) return before;
  const { reason, minutes, edit } = wish;
  const link = new URL(`/w/${workspace.slug}/settings/support`, c.req.url).href;
  const says = { kind: "support_asked", workspace: workspace.name, by: asker.name, reason, minutes, edit, link } as const;
  const mails = rows.flatMap(({ owner }): Mail[] =>
    owner === null ? [] : [{ to: owner.email, language: owner.language ?? workspace.settings.language, says }],
  );
  const { askedAt } = await askGrant(
    platform,
    { ...wish, workspace: workspace.id, person: asker.person },
    await mailStatements(platform, settings.TOKEN_KEYS, mails, fresh),
    doerOf(c, asker.person),
    fresh,
  );
  const { id, slug, name } = workspace;
  const nothingYet = { decidedAt: null, decidedBy: null, expiresAt: null, endedAt: null };
  const person = { id: asker.person, name: asker.name };
  return { ...wish, workspace: { id, slug, name }, person, state: "asked", version: 1, askedAt, ...nothingYet };
}
