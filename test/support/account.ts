import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { AuthAct, AuthAnswer } from "../../domain/account.ts";
import { hashPassword } from "../../worker/identity/password.ts";
import { hashed } from "../../worker/identity/tries.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { mailsTo, tokenIn } from "./mail.ts";
import { ask, signIn } from "./signed.ts";
import { totpCode } from "./totp.ts";
import { databases, testEnv } from "./world.ts";

const db = databases.platform;
export const PASSWORD = "correct horse battery staple";

/** Hashed once: it takes longer than any test. */
const stored = hashPassword(PASSWORD);

/** What an act was answered. */
export interface Told extends Partial<AuthAnswer> {
  readonly status: number;
  /** Of a refusal. */
  readonly code: string | null;
  readonly retryAfter: number | null;
  readonly why: string | null;
  readonly body: Record<string, unknown>;
  readonly cookies: readonly string[];
}

/** A browser: its cookies, its address, and what it asks of `/api/auth`. */
export class Browser {
  readonly ip: string;
  readonly agent: string;
  readonly jar = new Map<string, string>();

  constructor(over: { readonly ip?: string; readonly agent?: string; readonly cookie?: string } = {}) {
    made += 1;
    this.ip = over.ip ?? `198.51.${Math.floor(made / 250)}.${made % 250}`;
    this.agent = over.agent ?? "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0";
    const [name, value] = (over.cookie ?? "").split("=");
    if (name !== undefined && value !== undefined) this.jar.set(name, value);
  }

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async ask(path: string, init: RequestInit & { readonly body?: string } = {}): Promise<Response> {
    const headers = { "cf-connecting-ip": this.ip, "user-agent": this.agent };
    const cookie = this.jar.size === 0 ? {} : { cookie: this.cookie };
    const answer = await ask(path, { ...init, headers, ...cookie });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const at = pair.indexOf("=");
      if (/Max-Age=0/.test(set)) this.jar.delete(pair.slice(0, at));
      else this.jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  async act(act: AuthAct, body: unknown = {}): Promise<Told> {
    const [method = "", path = ""] = act.split(" ");
    const answer = await this.ask(`/api/auth${path}`, { method, ...(method === "GET" ? {} : { body: JSON.stringify(body) }) });
    const json = (await answer.json()) as Record<string, unknown> & { error?: Record<string, unknown> };
    const { code, retryAfter, why } = json.error ?? {};
    return {
      ...json,
      status: answer.status,
      code: typeof code === "string" ? code : null,
      retryAfter: typeof retryAfter === "number" ? retryAfter : null,
      why: typeof why === "string" ? why : null,
      body: json,
      cookies: answer.headers.getSetCookie(),
    };
  }

  signIn(email: string, password = PASSWORD): Promise<Told> {
    return this.act("POST /sign-in/email", { email, password });
  }
}

let made = 0;

export interface Somebody {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Gives a person the password. */
export async function withPassword(id: string): Promise<void> {
  const now = new Date();
  const dates = { createdAt: now, updatedAt: new Date(now.getTime() - 1_000) };
  await db
    .insert(platform.account)
    .values({ id: uuidv7(), accountId: id, providerId: "credential", userId: id, password: await stored, ...dates });
}

/** A person who belongs nowhere and can sign in. */
export async function somebody(over: Partial<typeof platform.person.$inferInsert> = {}): Promise<Somebody> {
  const id = uuidv7();
  const date = new Date();
  const row = { id, name: "Salma Nasser", email: `${id.slice(-12)}@example.com`, createdAt: date, updatedAt: date, ...over };
  await db.insert(platform.person).values(row);
  await withPassword(id);
  return { id, email: row.email, name: row.name };
}

/** Signed in, in a browser of its own; `over` makes the session an old one. */
export async function seated(
  id: string,
  over: Parameters<typeof signIn>[1] & { readonly createdAt?: number } = {},
): Promise<Browser & { readonly session: string }> {
  const signed = await signIn(id, { secondFactorAt: null, ...over });
  if (over.createdAt !== undefined)
    await db
      .update(platform.session)
      .set({ createdAt: new Date(over.createdAt) })
      .where(eq(platform.session.id, signed.session));
  return Object.assign(new Browser({ cookie: signed.cookie }), { session: signed.session });
}

/** An authenticator app for whoever is signed in there: its address and the recovery codes. Its first code is good once more. */
export async function setUpTotp(
  browser: Browser,
  password = PASSWORD,
): Promise<{ readonly totp: string; readonly codes: readonly string[] }> {
  const { totp = "", recoveryCodes: codes = [], status } = await browser.act("POST /two-factor/enable", { password });
  if (status !== 200) throw new Error(`enable answered ${status}`);
  // Of this step and not of the one before: a step may end on the way.
  const shown = await browser.act("POST /two-factor/verify-totp", { code: await totpCode(totp) });
  if (shown.status !== 200) throw new Error(`the first code was answered ${shown.status} ${shown.code}`);
  const { person } = (await (await browser.ask("/api/account")).json()) as { person: { id: string } };
  await testEnv.THROTTLE.getByName(`codes ${await hashed(person.id)}`).forget();
  return { totp, codes };
}

export const sessionRows = (person: string) =>
  db
    .select()
    .from(platform.session)
    .where(eq(platform.session.userId, person))
    .orderBy(asc(platform.session.createdAt), asc(platform.session.id));

/** The sign-in acts that triggers noted of a person, in order. */
export async function eventsOf(person: string): Promise<string[]> {
  const rows = await db.select().from(platform.authEvent).where(eq(platform.authEvent.person, person)).orderBy(asc(platform.authEvent.n));
  return rows.map((row) => row.act);
}

export async function recordsOf(person: string) {
  const rows = await db
    .select()
    .from(platform.audit)
    .where(and(eq(platform.audit.subject, person), eq(platform.audit.subjectKind, "person")))
    .orderBy(asc(platform.audit.n));
  return rows;
}

/** The secret part of the last link that an address was sent. */
export async function linkTo(email: string): Promise<string> {
  return tokenIn((await mailsTo(email)).findLast((mail) => "link" in mail));
}
