import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { NoticesPage } from "../../domain/notice.ts";
import type { PushPayload } from "../../domain/pushtext.ts";
import { readPushKeys } from "../../worker/push/keys.ts";
import type { SendDeps } from "../../worker/push/send.ts";
import { notice } from "../../worker/store/schema/workspace.ts";
import { type Browser, opened } from "./browser.ts";
import type { Hand } from "./commands.ts";
import { personIn } from "./leads.ts";
import { databases, settings, shard, type World } from "./world.ts";

export type StoredNotice = typeof notice.$inferSelect;

/** Somebody's notices as they are kept, the oldest first. */
export function noticesOf(world: World, who: string): Promise<StoredNotice[]> {
  return shard
    .select()
    .from(notice)
    .where(and(eq(notice.workspaceId, world.id), eq(notice.person, personIn(world, who))))
    .orderBy(asc(notice.id));
}

export async function readNotices(hand: Hand, after?: string): Promise<NoticesPage> {
  const told = await hand.send("GET", `notices${after === undefined ? "" : `?after=${after}`}`);
  return JSON.parse(told.text) as NoticesPage;
}

/** A notice by itself, due at once. */
export async function plantNotice(world: World, who: string, over: Partial<typeof notice.$inferInsert> = {}): Promise<StoredNotice> {
  const at = over.at ?? Date.now();
  const row = { id: uuidv7(), at, kind: "assigned" as const, lead: uuidv7(), data: {}, sendAt: at, ...over };
  const [stored] = await shard
    .insert(notice)
    .values({ workspaceId: world.id, person: personIn(world, who), ...row })
    .returning();
  if (stored === undefined) throw new Error("the notice was not stored");
  return stored;
}

interface Pushed {
  readonly endpoint: string;
  readonly topic: string | null;
  readonly urgency: string | null;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A push service that takes what it is sent, or answers what it is told to instead; `before` is asked first. */
export function pushService(now: () => number = () => Date.now()) {
  const taken: Pushed[] = [];
  const answers: (() => Response | Promise<Response>)[] = [];
  const keys = readPushKeys(settings.PUSH_KEYS);
  if (keys === null) throw new Error("no pair");
  const deps: SendDeps = {
    databases,
    fresh: { now, id: uuidv7, random: () => 0 },
    keys,
    contact: settings.PRIVACY_EMAIL,
    call: async (endpoint, init) => {
      const answer = await (answers.shift() ?? (() => new Response(null, { status: 201 })))();
      const headers = new Headers(init.headers);
      if (answer.ok)
        taken.push({
          endpoint,
          topic: headers.get("topic"),
          urgency: headers.get("urgency"),
          body: init.body as Uint8Array<ArrayBuffer>,
        });
      return answer;
    },
  };
  return {
    deps,
    taken,
    answer: (status: number, headers: Record<string, string> = {}) => answers.push(() => new Response(null, { status, headers })),
    hang: (until: Promise<unknown>) => answers.push(async () => (await until, new Response(null, { status: 201 }))),
    break: () => answers.push(() => Promise.reject(new Error("the network is gone"))),
    /** What that browser would show, without the marks that keep directions apart. */
    shown: async (browser: Browser & { readonly endpoint: string }): Promise<PushPayload[]> => {
      const own = taken.filter((one) => one.endpoint === browser.endpoint);
      const texts = await Promise.all(own.map((one) => opened(one.body, browser)));
      return texts.map((text) => JSON.parse(text.replaceAll(/[\u2068\u2069]/g, "")) as PushPayload);
    },
  };
}
