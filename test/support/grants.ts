import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { GrantRow } from "../../domain/support.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { FROM } from "./commands.ts";
import { type Staff, staffOf } from "./console.ts";
import { personIn } from "./leads.ts";
import { ask, type Signed, signIn } from "./signed.ts";
import { databases, type World } from "./world.ts";

const REASON = "Leads of the Villas form arrive twice";

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly body: GrantRow & { readonly error?: { readonly code: string }; readonly grants?: readonly GrantRow[] };
}

/** Asks a workspace's API as whoever holds that cookie. */
export async function inWorkspace(
  world: World,
  signed: Pick<Signed, "cookie">,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  const init = { method, cookie: signed.cookie, headers: FROM, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await ask(`/api/w/${world.slug}/${path}`, init);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as Answered["body"] };
}

/** Support asks to come into the workspace. */
export async function asked(staff: Staff, world: World, over: Readonly<Record<string, unknown>> = {}): Promise<Answered> {
  const body = { id: uuidv7(), workspace: world.id, reason: REASON, edit: false, minutes: 60, ...over };
  const { status, text } = await staff.ask("POST", "grants", body);
  return { status, text, body: JSON.parse(text) as Answered["body"] };
}

/** Somebody of support whom the workspace's owner has let in. */
export async function letIn(world: World, over: Readonly<Record<string, unknown>> = {}) {
  const staff = await staffOf("platform:support");
  const wish = await asked(staff, world, over);
  if (wish.status !== 200) throw new Error(`asking was answered ${wish.status}: ${wish.text}`);
  const owner = await signIn(personIn(world, "owner"));
  const given = await inWorkspace(world, owner, "POST", `support/${wish.body.id}/approve`, { version: 1 });
  if (given.status !== 200) throw new Error(`approving was answered ${given.status}: ${given.text}`);
  return { staff, owner, grant: given.body };
}

/** Moves a grant's end. */
export async function expireAt(grant: string, at: number): Promise<void> {
  await databases.platform.update(platform.supportGrant).set({ expiresAt: at }).where(eq(platform.supportGrant.id, grant));
}
