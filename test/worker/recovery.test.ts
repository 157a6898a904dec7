import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { describe, expect, it } from "vitest";
import { RECOVERY_LASTS_MS, RECOVERY_WAITS_MS } from "../../domain/mail/lasts.ts";
import type { PlatformRole } from "../../domain/platform.ts";
import { cancelRecovery, useRecovery } from "../../worker/identity/recovery.ts";
import * as platform from "../../worker/store/schema/platform.ts";
import { personIn } from "../support/leads.ts";
import { mailsTo, tokenIn } from "../support/mail.ts";
import { clock, DOER } from "../support/outbox.ts";
import {
  REASON,
  wish,
  type Who,
  emailOf,
  depsAt,
  askFor,
  codeOf,
  armed,
  stateOf,
  ARMED,
  BARE,
  linkTo,
  recordsOf,
  onPlatform,
  joins,
} from "../support/recovery.ts";
import { ask } from "../support/signed.ts";
import { databases, makeWorld } from "../support/world.ts";

const db = databases.platform;
const { mail, member, person, recovery } = platform;

describe("asking for a recovery", () => {
  it.each<[Who, Who, string]>([
    ["owner", "other", "done"],
    ["owner", "sara", "done"],
    ["admin", "second", "done"],
    ["admin", "sara", "done"],
    ["admin", "owner", "not_allowed"],
    ["manager", "sara", "not_allowed"],
    ["sara", "admin", "not_allowed"],
    ["owner", "owner", "not_allowed"],
  ])("SI1: %s for %s: %s", async (by, whose, code) => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const id = personIn(world, whose);
    expect(await codeOf(askFor(at, world, id, personIn(world, by)))).toBe(code);
    const written = code === "done" ? 1 : 0;
    expect(await db.$count(recovery, eq(recovery.personId, id))).toBe(written);
    expect(await recordsOf(id, "recovery.asked")).toHaveLength(written);
    expect((await mailsTo(emailOf(id))).map((one) => one.kind)).toEqual(code === "done" ? ["recovery"] : []);
  });

  it("SI1: an owner's opens at once, its link stands in the mailbox only, and every other owner is told", async () => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const [owner, other, sara] = [personIn(world, "owner"), personIn(world, "other"), personIn(world, "sara")];
    const now = at.fresh.now();
    expect(await askFor(at, world, sara, owner)).toEqual({ startsAt: now });
    const says = await linkTo(sara);
    expect(says).toMatchObject({ by: "Whoever asks", from: now, until: now + RECOVERY_LASTS_MS });
    expect(says.link).toMatch(/^https:\/\/crm\.example\.com\/recover#[\w-]{43}$/);
    for (const told of [owner, other]) {
      expect(await mailsTo(emailOf(told))).toEqual([
        {
          kind: "recovery_asked",
          person: `sara of ${world.slug}`,
          by: "Whoever asks",
          reason: REASON,
          from: now,
          link: `https://crm.example.com/w/${world.slug}/settings/people`,
        },
      ]);
    }
    expect(await mailsTo(emailOf(personIn(world, "admin")))).toEqual([]);
    const rows = await db.select().from(recovery).where(eq(recovery.personId, sara));
    expect(rows).toEqual([expect.objectContaining({ workspaceId: world.id, askedBy: owner, reason: REASON, state: "open" })]);
    expect(JSON.stringify(rows)).not.toContain(tokenIn(says));
    expect(JSON.stringify(await db.select().from(mail))).not.toContain(tokenIn(says));
    expect(await recordsOf(sara, "recovery.asked")).toEqual([{ actor: owner, workspace: world.id }]);
  });

  it("SI1: support's opens a day later, and the owners of all their workspaces are told, each once", async () => {
    const at = clock();
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const [sara, owner] = [personIn(world, "sara"), personIn(world, "owner")];
    await joins(elsewhere, sara, "owner");
    await joins(elsewhere, owner, "owner");
    const support = await onPlatform("platform:support");
    const startsAt = at.fresh.now() + RECOVERY_WAITS_MS;
    expect(await askFor(at, world, sara, support, null)).toEqual({ startsAt });
    const told = [owner, personIn(world, "other"), personIn(elsewhere, "owner"), personIn(elsewhere, "other")];
    expect(await Promise.all(told.map(async (id) => (await mailsTo(emailOf(id))).length))).toEqual([1, 1, 1, 1]);
    expect(await recordsOf(sara, "recovery.asked")).toEqual([{ actor: support, workspace: null }]);
    const token = tokenIn(await linkTo(sara));
    expect(await codeOf(useRecovery(depsAt(at), token, DOER))).toBe("link_over");
    at.pass(RECOVERY_WAITS_MS);
    expect(await codeOf(useRecovery(depsAt(at), token, DOER))).toBe("done");
  });

  it("SI1: the owner of one workspace opens no other's door: with somebody else at stake it waits as support's does", async () => {
    const at = clock();
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const [sara, owner] = [personIn(world, "sara"), personIn(world, "owner")];
    await joins(elsewhere, sara, "agent");
    expect(await askFor(at, world, sara, owner)).toEqual({ startsAt: at.fresh.now() + RECOVERY_WAITS_MS });
    expect(await mailsTo(emailOf(personIn(elsewhere, "owner")))).toHaveLength(1);

    const runner = await onPlatform("platform:super_admin");
    const another = await onPlatform("platform:super_admin");
    await joins(world, runner, "agent");
    expect(await askFor(at, world, runner, owner)).toEqual({ startsAt: at.fresh.now() + RECOVERY_WAITS_MS });
    // Whoever runs the platform with them is told too.
    expect((await mailsTo(emailOf(another))).map((one) => "link" in one && one.link)).toEqual(["https://crm.example.com/console/people"]);
  });

  it.each<[PlatformRole, string]>([
    ["platform:super_admin", "done"],
    ["platform:support", "done"],
    ["platform:auditor", "not_allowed"],
    ["platform:privacy_officer", "not_allowed"],
  ])("SU1: %s of the platform: %s", async (role, code) => {
    const [at, world] = [clock(), await makeWorld(wish)];
    expect(await codeOf(askFor(at, world, personIn(world, "owner"), await onPlatform(role), null))).toBe(code);
  });

  it("SI1: an owner of a workspace is no support: without a workspace they are refused", async () => {
    const [at, world] = [clock(), await makeWorld(wish)];
    expect(await codeOf(askFor(at, world, personIn(world, "sara"), personIn(world, "owner"), null))).toBe("not_allowed");
  });

  it("PM1: a person of another workspace, a removed one and nobody are answered alike", async () => {
    const at = clock();
    const [world, elsewhere] = [await makeWorld(wish), await makeWorld(wish)];
    const owner = personIn(world, "owner");
    await db
      .update(member)
      .set({ status: "removed" })
      .where(and(eq(member.workspaceId, world.id), eq(member.personId, personIn(world, "manager"))));
    for (const id of [personIn(elsewhere, "sara"), personIn(world, "manager"), uuidv7()]) {
      expect(await codeOf(askFor(at, world, id, owner))).toBe("not_found");
      expect(await codeOf(askFor(at, world, personIn(world, "sara"), id))).toBe("not_allowed");
    }
  });

  it("SI1: asked twice there is one, also at the same time; one that ran out makes room", async () => {
    const [at, world] = [clock(), await makeWorld(wish)];
    const [owner, admin, sara] = [personIn(world, "owner"), personIn(world, "admin"), personIn(world, "sara")];
    const codes = await Promise.all([owner, admin].map((by) => codeOf(askFor(at, world, sara, by))));
    expect(codes.sort()).toEqual(["conflict", "done"]);
    expect(await codeOf(askFor(at, world, sara, owner))).toBe("conflict");
    expect(await mailsTo(emailOf(sara))).toHaveLength(1);
    at.pass(RECOVERY_LASTS_MS);
    expect(await codeOf(askFor(at, world, sara, owner))).toBe("done");
    const rows = await db.select({ state: recovery.state }).from(recovery).where(eq(recovery.personId, sara));
    expect(rows.map((row) => row.state).sort()).toEqual(["cancelled", "open"]);
  });

  it("writes in the reader's language, else in the workspace's", async () => {
    const at = clock();
    const world = await makeWorld({ ...wish, settings: { language: "ar" } });
    const sara = personIn(world, "sara");
    await db
      .update(person)
      .set({ language: "en" })
      .where(eq(person.id, personIn(world, "other")));
    await askFor(at, world, sara, personIn(world, "owner"));
    const languages = async (id: string) =>
      (
        await db
          .select()
          .from(mail)
          .where(eq(mail.recipient, emailOf(id)))
      ).map((row) => row.language);
    expect(await languages(sara)).toEqual(["ar"]);
    expect(await languages(personIn(world, "owner"))).toEqual(["ar"]);
    expect(await languages(personIn(world, "other"))).toEqual(["en"]);
  });
});

describe("the recovery's link", () => {
  async function asked(at = clock()) {
    const world = await makeWorld(wish);
    const sara = personIn(world, "sara");
    await armed(sara);
    await askFor(at, world, sara, personIn(world, "owner"));
    return { at, world, sara, token: tokenIn(await linkTo(sara)) };
  }

  it("SI1: takes every factor and every session, once, tells the person, and signs nobody in", async () => {
    const { world, sara, token } = await asked();
    const bystander = personIn(world, "other");
    await armed(bystander);
    const response = await ask("/api/recover", { method: "POST", body: JSON.stringify({ token }) });
    expect([response.status, await response.json()]).toEqual([200, { email: emailOf(sara) }]);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect([await stateOf(sara), await stateOf(bystander)]).toEqual([BARE, ARMED]);
    expect((await mailsTo(emailOf(sara))).map((one) => one.kind)).toEqual(["recovery", "second_factor_removed"]);
    expect(await recordsOf(sara, "recovery.used")).toEqual([{ actor: sara, workspace: world.id }]);
    const events = await db.select({ act: platform.authEvent.act }).from(platform.authEvent).where(eq(platform.authEvent.person, sara));
    expect(events.map((one) => one.act).sort()).toEqual([
      "passkey_added",
      "passkey_removed",
      "second_factor_removed",
      "session_ended",
      "session_ended",
      "signed_in",
      "signed_in",
    ]);
    const again = await ask("/api/recover", { method: "POST", body: JSON.stringify({ token }) });
    expect(again.status).toBe(410);
  });

  it("EV4: the rooms hear of the sessions that ended with the request, not with the cron", async () => {
    const { sara, token } = await asked();
    await ask("/api/recover", { method: "POST", body: JSON.stringify({ token }) });
    await expect
      .poll(() => db.$count(platform.outbox, and(eq(platform.outbox.subject, sara), eq(platform.outbox.kind, "session_ended"))))
      .toBe(2);
    await expect
      .poll(async () =>
        (await db.select().from(platform.outbox).where(eq(platform.outbox.subject, sara))).every((row) => row.doneAt !== null),
      )
      .toBe(true);
  });

  it("SI1: wrong, early, expired, reused and cancelled ones are refused with the same words, and nothing happens", async () => {
    const bodies = new Set<string>();
    const refused = async (token: string) => {
      const response = await ask("/api/recover", { method: "POST", body: JSON.stringify({ token }) });
      const { error } = (await response.json()) as { error: Record<string, unknown> };
      bodies.add(JSON.stringify([response.status, { ...error, request: "" }]));
    };
    const { at, world, sara, token } = await asked();
    await refused(`${token}x`);
    await refused("nothing-of-ours-0123456789");
    const row = eq(recovery.personId, sara);
    await db
      .update(recovery)
      .set({ startsAt: Date.now() + 60_000 })
      .where(row);
    await refused(token);
    await db.update(recovery).set({ startsAt: 0, expiresAt: Date.now() }).where(row);
    await refused(token);
    await db
      .update(recovery)
      .set({ expiresAt: Date.now() + 60_000 })
      .where(row);
    await cancelRecovery(depsAt(at), { person: sara, workspace: world.id, by: personIn(world, "other") }, DOER);
    await refused(token);
    expect([...bodies]).toEqual([JSON.stringify([410, { code: "link_over", request: "" }])]);
    expect(await stateOf(sara)).toEqual(ARMED);
    expect(await recordsOf(sara, "recovery.used")).toEqual([]);
  });

  it("SI1: of two who use it at once, one does", async () => {
    const { at, sara, token } = await asked();
    const codes = await Promise.all([1, 2].map(() => codeOf(useRecovery(depsAt(at), token, DOER))));
    expect(codes.sort()).toEqual(["done", "link_over"]);
    expect((await mailsTo(emailOf(sara))).filter((one) => one.kind === "second_factor_removed")).toHaveLength(1);
  });

  it.each([{}, { token: 7 }, { token: "short" }, { token: "x".repeat(900) }, { token: "a token with spaces" }])(
    "refuses %j unread",
    async (body) => {
      const response = await ask("/api/recover", { method: "POST", body: JSON.stringify(body) });
      expect(response.status).toBe(422);
    },
  );

  it("SI1: one place tries so many times, and another place goes on", async () => {
    const from = (ip: string) =>
      ask("/api/recover", {
        method: "POST",
        body: JSON.stringify({ token: "nothing-of-ours-0123456789" }),
        headers: { "cf-connecting-ip": ip },
      });
    for (let n = 0; n < 30; n++) expect((await from("203.0.113.30")).status).toBe(410);
    const refused = await from("203.0.113.30");
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { error: { code: "too_many", retryAfter: expect.any(Number), request: expect.any(String) } },
    ]);
    expect((await from("203.0.113.31")).status).toBe(410);
  });
});
