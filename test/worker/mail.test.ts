import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, it } from "vitest";
import type { MailKind } from "../../domain/mail/kinds.ts";
import { type Env, settingsOf } from "../../worker/env.ts";
import { mailStatements } from "../../worker/identity/mail.ts";
import { type PostDeps, postDeps, postMails, type Sendable, sendMails } from "../../worker/identity/post.ts";
import { batch } from "../../worker/store/database.ts";
import { readMailHealth } from "../../worker/store/mail.ts";
import { diagnostic, mail } from "../../worker/store/schema/platform.ts";
import { ANOTHER_PAIR } from "../support/browser.ts";
import { mailsTo } from "../support/mail.ts";
import { clock } from "../support/outbox.ts";
import { ask } from "../support/signed.ts";
import { watchSql } from "../support/sql.ts";
import { databases, settings, testEnv } from "../support/world.ts";

const db = databases.platform;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const link = "https://crm.example.com/invite#a-token-that-opens-something";
const INVITATION: MailKind = { kind: "invitation", workspace: "Marina Homes", by: "Huda", expires: 1_800_000_000_000, link };

/** A service that writes down what it is asked to send, and does what it is told instead. */
function service(instead: () => Promise<void> = async () => undefined) {
  const got: Sendable[] = [];
  const send: PostDeps["send"] = async (one) => {
    got.push(one);
    await instead();
  };
  return { got, send };
}

const never = () => new Promise<void>(() => undefined);

function depsAt(at: ReturnType<typeof clock>, over: Partial<PostDeps> = {}): PostDeps {
  return { platform: db, fresh: at.fresh, keys: settings.TOKEN_KEYS, keep: false, wait: never, ...service(), ...over };
}

async function write(at: ReturnType<typeof clock>, says: MailKind = INVITATION, language: "en" | "ar" = "en"): Promise<string> {
  const to = `${uuidv7()}@example.com`;
  await batch(db, await mailStatements(db, settings.TOKEN_KEYS, [{ to, language, says }], at.fresh));
  return to;
}

async function rowOf(to: string) {
  const [row] = await db.select().from(mail).where(eq(mail.recipient, to));
  if (row === undefined) throw new Error("no such mail");
  return row;
}

const causes = async () =>
  (await db.select({ cause: diagnostic.cause }).from(diagnostic).where(eq(diagnostic.kind, "mail"))).map((row) => row.cause);
const coded = (code: string) => Object.assign(new Error(`cannot send to somebody@example.com: ${link}`), { code });

beforeEach(async () => {
  await db.delete(mail);
  await db.delete(diagnostic);
});

describe("mails on their way", () => {
  it("SI1: what a mail says is unreadable until it is sent, and gone after", async () => {
    const at = clock();
    const to = await write(at);
    expect(JSON.stringify(await rowOf(to))).not.toMatch(/a-token-that-opens|Marina/);
    const { got, send } = service();
    expect(await postMails(depsAt(at, { send }))).toEqual({ sent: 1, later: 0, lost: 0 });
    expect(got).toEqual([
      { to, subject: "Huda invites you to Marina Homes", text: expect.stringContaining(link), html: expect.stringContaining(link) },
    ]);
    expect(await rowOf(to)).toMatchObject({ sentAt: at.fresh.now(), sealed: "", failure: null });
  });

  it("speaks the reader's language", async () => {
    const at = clock();
    await write(at, INVITATION, "ar");
    const { got, send } = service();
    await postMails(depsAt(at, { send }));
    expect(got[0]).toMatchObject({ subject: "دعوة من Huda إلى Marina Homes", html: expect.stringContaining('dir="rtl"') });
  });

  it("another mail's values do not open as this one's", async () => {
    const at = clock();
    const [one, other] = [await write(at), await write(at)];
    await db
      .update(mail)
      .set({ sealed: (await rowOf(other)).sealed })
      .where(eq(mail.recipient, one));
    const { got, send } = service();
    expect(await postMails(depsAt(at, { send }))).toEqual({ sent: 1, later: 1, lost: 0 });
    expect(got.map((sent) => sent.to)).toEqual([other]);
    expect(await causes()).toEqual(["invitation failed: sealed_shut"]);
  });

  it("two runners at once send each mail once", async () => {
    const at = clock();
    const all = await Promise.all(Array.from({ length: 30 }, () => write(at)));
    const { got, send } = service();
    const runs = await Promise.all(Array.from({ length: 3 }, () => postMails(depsAt(at, { send }))));
    expect(runs.reduce((sum, run) => sum + run.sent, 0)).toBe(30);
    expect(got.map((one) => one.to).sort()).toEqual(all.sort());
  });

  it("a mail in somebody's hands is nobody else's until the lease is over", async () => {
    const at = clock();
    const to = await write(at);
    const { promise: stuck, resolve: goOn } = Promise.withResolvers<void>();
    const slow = service(() => stuck);
    const first = postMails(depsAt(at, { send: slow.send }));
    const second = service();
    expect(await postMails(depsAt(at, { send: second.send }))).toEqual({ sent: 0, later: 0, lost: 0 });
    goOn();
    expect(await first).toEqual({ sent: 1, later: 0, lost: 0 });
    expect([second.got, (await rowOf(to)).attempts]).toEqual([[], 1]);
  });
});

describe("mails that fail", () => {
  it("SC1: a send that throws is tried later and later, and its words are kept nowhere", async () => {
    const at = clock();
    const to = await write(at);
    const broken = service(() => Promise.reject(coded("E_INTERNAL_SERVER_ERROR")));
    const pauses: number[] = [];
    for (let n = 0; n < 9; n++) {
      expect(await postMails(depsAt(at, { send: broken.send }))).toEqual({ sent: 0, later: 1, lost: 0 });
      const { dueAt } = await rowOf(to);
      pauses.push((dueAt - at.fresh.now()) / MINUTE);
      at.pass(dueAt - at.fresh.now() - 1);
      expect(await postMails(depsAt(at, { send: broken.send }))).toEqual({ sent: 0, later: 0, lost: 0 });
      at.pass(1);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    const [row] = await db.select().from(diagnostic).where(eq(diagnostic.kind, "mail"));
    expect(row).toMatchObject({ cause: "invitation failed: E_INTERNAL_SERVER_ERROR", count: 9, data: {} });
    expect(await postMails(depsAt(at))).toEqual({ sent: 1, later: 0, lost: 0 });
  });

  it.each([new TypeError(`cannot reach\n${link}\nat all`), coded(`E_ANY ${link}`), "a string"])(
    "SC1: an error without a code of its own leaves its class, never its words: %s",
    async (error) => {
      const at = clock();
      await write(at);
      await postMails(depsAt(at, { send: () => Promise.reject(error) }));
      expect(await causes()).toEqual([`invitation failed: ${error instanceof Error ? error.name : "unknown"}`]);
    },
  );

  it("one that never answers is let go, and the others go meanwhile", async () => {
    const at = clock();
    const [stuck, fine] = [await write(at), await write(at)];
    const send: PostDeps["send"] = ({ to }) => (to === stuck ? never() : Promise.resolve());
    expect(await postMails(depsAt(at, { send, wait: async () => undefined }))).toEqual({ sent: 1, later: 1, lost: 0 });
    expect((await rowOf(fine)).sentAt).not.toBeNull();
    expect(await rowOf(stuck)).toMatchObject({ sentAt: null, dueAt: at.fresh.now() + MINUTE });
    expect(await causes()).toEqual(["invitation failed: no_answer"]);
  });

  it("is given up after a day: a cause, no values, and a diagnosis", async () => {
    const at = clock();
    const to = await write(at);
    const broken = service(() => Promise.reject(coded("E_DAILY_LIMIT_EXCEEDED")));
    at.pass(24 * HOUR - 1);
    expect(await postMails(depsAt(at, { send: broken.send }))).toEqual({ sent: 0, later: 1, lost: 0 });
    at.pass(HOUR);
    expect(await postMails(depsAt(at, { send: broken.send }))).toEqual({ sent: 0, later: 0, lost: 1 });
    expect(await rowOf(to)).toMatchObject({ sentAt: null, sealed: "", failure: "E_DAILY_LIMIT_EXCEEDED" });
    expect((await causes()).sort()).toEqual([
      "invitation failed: E_DAILY_LIMIT_EXCEEDED",
      "invitation is given up: E_DAILY_LIMIT_EXCEEDED",
    ]);
    at.pass(HOUR);
    expect(await postMails(depsAt(at))).toEqual({ sent: 0, later: 0, lost: 0 });
  });

  it.each(["E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR"])("is given up at once where no other hour helps: %s", async (code) => {
    const at = clock();
    const to = await write(at);
    expect(await postMails(depsAt(at, { send: () => Promise.reject(coded(code)) }))).toEqual({ sent: 0, later: 0, lost: 1 });
    expect(await rowOf(to)).toMatchObject({ sealed: "", failure: code });
  });

  it("a kind that is not known here waits for a version that knows it", async () => {
    const at = clock();
    const to = await write(at, { kind: "of_tomorrow", link } as unknown as MailKind);
    const { got, send } = service();
    expect(await postMails(depsAt(at, { send }))).toEqual({ sent: 0, later: 1, lost: 0 });
    expect([got, await causes()]).toEqual([[], ["of_tomorrow failed: unknown_kind"]]);
    expect(await rowOf(to)).toMatchObject({ sentAt: null, failure: null });
  });

  it("a runner that dies after sending and before writing it down sends once more, when its lease is over, and no sooner", async () => {
    const at = clock();
    const to = await write(at);
    const { got, send } = service();
    let dead = false;
    const watching = watchSql(testEnv, async () => {
      if (dead) throw new Error("the runner is gone");
    });
    const dying = depsAt(at, {
      send: async (one) => {
        await send(one);
        dead = true;
      },
    });
    expect(await postMails(dying)).toEqual({ sent: 0, later: 1, lost: 0 });
    watching.stop();
    expect(await rowOf(to)).toMatchObject({ sentAt: null, attempts: 1 });
    at.pass(MINUTE);
    expect(await postMails(depsAt(at, { send }))).toEqual({ sent: 0, later: 0, lost: 0 });
    at.pass(MINUTE);
    expect(await postMails(depsAt(at, { send }))).toEqual({ sent: 1, later: 0, lost: 0 });
    expect(got.map((one) => one.to)).toEqual([to, to]);
  });

  it("a database that fails once while a sent mail is written down costs no second mail", async () => {
    const at = clock();
    const to = await write(at);
    const { got, send } = service();
    let [sent, failed] = [false, false];
    const watching = watchSql(testEnv, async () => {
      if (!sent || failed) return;
      failed = true;
      throw new Error("a moment's trouble");
    });
    await postMails(
      depsAt(at, {
        send: async (one) => {
          await send(one);
          sent = true;
        },
      }),
    );
    watching.stop();
    expect([failed, got.length, (await rowOf(to)).sentAt]).toEqual([true, 1, at.fresh.now()]);
  });

  it("sendMails fails nobody's request, whatever is broken", async () => {
    const watching = watchSql(testEnv, () => Promise.reject(new Error("the database is away")));
    await expect(sendMails(testEnv)).resolves.toBeUndefined();
    watching.stop();
  });
});

/** As production: its settings and its bindings, with this test's databases. */
function production(over: Partial<Env>): Env {
  return {
    ...testEnv,
    ENVIRONMENT: "production",
    DEMO: "off",
    META_APP_ID: "120232362357810000",
    META_APP_SECRET: "5f0d5b3c1a7e4f605f0d5b3c1a7e4f60",
    META_VERIFY_TOKEN: "a-verify-token-of-ours",
    META_GRAPH_URL: "https://graph.facebook.com",
    META_DIALOG_URL: "https://www.facebook.com",
    TOKEN_KEYS: `k1:${btoa("0123456789abcdef0123456789abcdef")}`,
    SESSION_SECRET: "s".repeat(40),
    ERASURE_KEY: "e".repeat(40),
    PUSH_KEYS: ANOTHER_PAIR,
    MAIL_FROM: "crm@example.com",
    ...over,
  };
}

describe("the one port that mails leave by", () => {
  it("in production the service gets them, from the address that was set", async () => {
    const at = clock();
    const got: unknown[] = [];
    const EMAIL = { send: async (builder: unknown) => (got.push(builder), { messageId: "1" }) } as unknown as SendEmail;
    const deps = { ...postDeps(production({ EMAIL })), keys: settings.TOKEN_KEYS };
    const to = await write(at);
    expect(await postMails(deps)).toEqual({ sent: 1, later: 0, lost: 0 });
    const from = { name: "LEADOXE CRM", email: "crm@example.com" };
    expect(got).toEqual([{ from, to, subject: expect.any(String), text: expect.any(String), html: expect.any(String) }]);
    expect((await rowOf(to)).sealed).toBe("");
  });

  it.each<[string, Partial<Env>]>([
    ["an address", { EMAIL: { send: () => Promise.reject(new Error("asked")) } as unknown as SendEmail, MAIL_FROM: "" }],
    ["the service", {}],
  ])("without %s they wait, and health says since when", async (_what, over) => {
    const at = clock();
    const to = await write(at);
    expect(await postMails({ ...postDeps(production(over)), keys: settings.TOKEN_KEYS })).toEqual({ sent: 0, later: 1, lost: 0 });
    expect(await causes()).toEqual(["invitation failed: mail_not_set_up"]);
    expect(await readMailHealth(db, at.fresh.now() + MINUTE)).toEqual({ oldestSeconds: 60, failed: 0, stuck: false });
    expect(await readMailHealth(db, at.fresh.now() + HOUR)).toEqual({ oldestSeconds: 3_600, failed: 0, stuck: true });
    await db.update(mail).set({ failure: "mail_not_set_up" }).where(eq(mail.recipient, to));
    expect(await readMailHealth(db, at.fresh.now() + HOUR)).toEqual({ oldestSeconds: null, failed: 1, stuck: true });
  });

  it("health is calm about a mail whose own address is the trouble: others went after it", async () => {
    const at = clock();
    const [odd, none] = [await write(at), await write(at)];
    await db.update(mail).set({ failure: "E_RECIPIENT_SUPPRESSED" }).where(eq(mail.recipient, none));
    at.pass(MINUTE);
    await write(at);
    await postMails(depsAt(at, { send: ({ to }) => (to === odd ? Promise.reject(coded("E_DELIVERY_FAILED")) : Promise.resolve()) }));
    expect(await readMailHealth(db, at.fresh.now() + HOUR)).toEqual({ oldestSeconds: 3_660, failed: 1, stuck: false });
    await db.delete(mail).where(eq(mail.recipient, odd));
    await db.update(mail).set({ sentAt: null, failure: "E_RECIPIENT_SUPPRESSED" });
    expect(await readMailHealth(db, at.fresh.now() + HOUR)).toEqual({ oldestSeconds: null, failed: 2, stuck: false });
  });

  it("/healthz says that none goes, in a word for monitors", async () => {
    const told = async () => (await (await ask("/healthz")).json()) as { status: string; mail: unknown };
    expect(await told()).toMatchObject({ status: "ok", mail: { oldestSeconds: null, failed: 0, stuck: false } });
    const at = clock();
    at.pass(-HOUR);
    await write(at);
    expect(await told()).toMatchObject({ status: "late", mail: { failed: 0, stuck: true } });
  });

  it("production refuses the address of development, and one that is none", () => {
    const said = (MAIL_FROM: string) => {
      try {
        return settingsOf(production({ MAIL_FROM })).MAIL_FROM;
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
    };
    expect(said("CRM@example.com")).toBe("crm@example.com");
    expect(said("")).toBe("");
    expect(said(testEnv.MAIL_FROM)).toBe("refusing to run as production with development settings: MAIL_FROM");
    for (const none of ["nowhere", "a b@example.com", "Us <us@example.com>"]) {
      expect(said(none)).toBe("these settings are missing or malformed: MAIL_FROM");
    }
  });

  it("in development none is sent, and all can be read at /demo/mail", async () => {
    const at = clock();
    const to = await write(at);
    await sendMails(testEnv);
    expect(await mailsTo(to)).toEqual([INVITATION]);
    await write(at, { kind: "password_changed" }, "ar");
    const response = await ask("/demo/mails");
    const { mails } = (await response.json()) as { mails: Record<string, unknown>[] };
    expect(mails).toHaveLength(2);
    expect(mails.find((one) => one["to"] === to)).toMatchObject({
      kind: "invitation",
      sent: true,
      subject: "Huda invites you to Marina Homes",
      text: expect.stringContaining(link),
      link,
    });
    expect(mails.find((one) => one["to"] !== to)).toMatchObject({ sent: false, subject: "تغيّرت كلمة مرورك", link: null });
  });

  it("a mail that cannot be read is shown as that", async () => {
    const to = await write(clock());
    await db.update(mail).set({ sealed: "" }).where(eq(mail.recipient, to));
    const { mails } = (await (await ask("/demo/mails")).json()) as { mails: unknown[] };
    expect(mails).toEqual([expect.objectContaining({ to, kind: "invitation", subject: null, text: null, link: null })]);
  });
});
