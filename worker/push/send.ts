import type { Fresh } from "../../domain/fresh.ts";
import { AWAY_MS, decidePush, DEFAULT_NOTIFY } from "../../domain/notice.ts";
import type { Databases } from "../store/database.ts";
import { diagnose } from "../store/diagnostics.ts";
import { dropDevice, type Subscribed, subscribedTo, workspacesSubscribed } from "../store/push.ts";
import { type Held, hold, NEWS_MS, peopleDue, postpone, settle, workspacesDue } from "../store/pushing.ts";
import { messagesOf } from "./compose.ts";
import { post, type PostDeps, type Posted, type PushMessage } from "./post.ts";

/** NT1: pushes what people have not read, after whatever made it and each minute besides. */

export interface SendDeps extends Omit<PostDeps, "now"> {
  readonly databases: Databases;
  readonly fresh: Fresh;
}

/** People whom one go in one workspace tells; the next one goes on. */
const PEOPLE = 50;
/**
 * Workspaces that one tick tells in, beginning at another place each time, and people in all of them: two queries and six, of the 1,000
 * that D1 answers an invocation, which the tick shares with the other jobs of its minute.
 */
const WORKSPACES = 30;
const IN_ALL = 30;
/** Workspaces that one tick asks whether there is anything. */
const ASKED = 1_000;

/** The sweep: whatever is due, whoever forgot it. Says how many pushes were taken. */
export async function pushAll(deps: SendDeps, inAll: number = IN_ALL): Promise<number> {
  const { databases, fresh } = deps;
  const now = fresh.now();
  const from = Math.floor(fresh.random() * 0x10000)
    .toString(16)
    .padStart(4, "0");
  const subscribed = await workspacesSubscribed(databases.platform, from, ASKED, now);
  let [sent, left, people] = [0, WORKSPACES, inAll];
  for (const [n, some] of Map.groupBy(subscribed, (one) => one.shard)) {
    const due = await workspacesDue(databases.shard(n), some, now);
    for (const workspace of due) {
      if (left-- <= 0 || people <= 0) return sent;
      const done = await pushSome(deps, workspace, Math.min(PEOPLE, people));
      sent += done.sent;
      people -= done.people;
    }
  }
  return sent;
}

/** What is due in one workspace. */
export async function pushIn(deps: SendDeps, workspace: string): Promise<number> {
  return (await pushSome(deps, workspace, PEOPLE)).sent;
}

/** To so many people at most: how many pushes were taken, and how many people were looked after for it. */
async function pushSome(deps: SendDeps, workspace: string, most: number): Promise<{ readonly sent: number; readonly people: number }> {
  const { databases, fresh } = deps;
  const browsers = await subscribedTo(databases.platform, workspace, fresh.now());
  const [first] = browsers;
  if (first === undefined) return { sent: 0, people: 0 };
  const shard = databases.shard(first.shard);
  const byPerson = Map.groupBy(browsers, (one) => one.person);
  const due = (await peopleDue(shard, workspace, [...byPerson.keys()], fresh.now())).slice(0, most);
  let sent = 0;
  for (const person of due) {
    const own = byPerson.get(person) ?? [];
    const since = Math.min(...own.map((one) => one.createdAt));
    const held = await hold(shard, { workspace, person }, since, fresh.now());
    if (held !== null) sent += await pushTo(deps, held, own);
  }
  return { sent, people: due.length };
}

async function pushTo(deps: SendDeps, held: Held, browsers: readonly Subscribed[]): Promise<number> {
  const { databases, fresh } = deps;
  const shard = databases.shard(browsers[0]?.shard ?? 0);
  const [one] = browsers;
  if (one === undefined || held.seat.status !== "active") return settle(shard, held, null).then(() => 0);
  const now = fresh.now();
  const wishes = { off: one.off ?? DEFAULT_NOTIFY.off, quiet: one.quiet ?? DEFAULT_NOTIFY.quiet };
  const push = decidePush(held.due, held.unread, { ...wishes, seenAt: one.seenAt }, now);
  if (push.kind === "wait") return postpone(shard, held, push.until).then(() => 0);
  const reader = { slug: one.slug, language: one.language ?? one.settings.language, away: now - one.seenAt > AWAY_MS };
  const messages = messagesOf(push, held, reader);
  const posted = await postAll(deps, browsers, messages);
  const taken = posted.filter((answer) => answer.kind === "sent").length;
  const again = retryAt(posted, held, fresh.now());
  // One browser that was told is enough: told again, the others would tell it twice.
  if (taken === 0 && again !== null) await postpone(shard, held, again);
  else await settle(shard, held, taken > 0 ? fresh.now() : null);
  return taken;
}

async function postAll(deps: SendDeps, browsers: readonly Subscribed[], messages: readonly PushMessage[]): Promise<Posted[]> {
  const { databases, fresh } = deps;
  const answers = await Promise.all(
    browsers.map(async (browser) => {
      const own: Posted[] = [];
      for (const message of messages) {
        const answer = await post(browser, message, { ...deps, now: () => fresh.now() });
        own.push(answer);
        if (answer.kind === "gone") await dropDevice(databases.platform, browser.id);
        if (answer.kind === "refused") await tellRefused(deps, answer.status);
        if (answer.kind !== "sent") break;
      }
      return own;
    }),
  );
  return answers.flat();
}

/** Ours to mend: keys that changed, a message that is malformed. */
async function tellRefused({ databases, fresh }: SendDeps, status: number): Promise<void> {
  await diagnose(databases.platform, { kind: "notices", cause: `a push service refused with ${status}` }, fresh).catch(() => undefined);
}

const SOONEST_MS = 60_000;
const LATEST_MS = 3_600_000;

/** As the service says, or by how long it has been refused already; null: nobody asked to be tried again, or it is no news any more. */
function retryAt(posted: readonly Posted[], { due }: Held, now: number): number | null {
  const later = posted.flatMap((answer) => (answer.kind === "later" ? [answer.afterMs] : []));
  if (later.length === 0) return null;
  const first = Math.min(...due.map((one) => one.at));
  if (now - first > NEWS_MS) return null;
  const wished = Math.max(...later.map((ms) => ms ?? now - first));
  return now + Math.min(LATEST_MS, Math.max(SOONEST_MS, wished));
}
