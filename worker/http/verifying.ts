import type * as v from "valibot";
import { Refusal } from "../../domain/errors.ts";
import type { VerifyAnswer, walked } from "../../domain/records.ts";
import { fresh } from "../env.ts";
import { type Home, keepRecord } from "../store/audit.ts";
import type { Ledger } from "../store/ledger.ts";
import { verifyAudit, type Walked } from "../store/verify.ts";
import { type DoorContext, doerOf } from "./door.ts";

type After = v.InferOutput<typeof walked>;

/** A verification is gone on with by whoever began it, not by what they found another day. */
const GOOD_FOR_MS = 3_600_000;

/** One request's share of a verification; at its end the result is a record (AU1). */
export async function verifyOn(
  c: DoorContext,
  { ledger, home, person, after }: { readonly ledger: Ledger; readonly home: Home; readonly person: string; readonly after: After | null },
): Promise<VerifyAnswer> {
  const subject = ledger.workspace ?? "platform";
  const { SESSION_SECRET } = c.var.settings;
  const now = fresh.now();
  const from = after === null ? undefined : await proven(after, subject, SESSION_SECRET, now);
  const found = await verifyAudit(ledger, now, from);
  if (found.kind === "more") return { kind: "more", after: await prove(found.after, subject, SESSION_SECRET, now) };
  const audited = { act: "audit.verified", subjectKind: "audit", subject, detail: { ...found } };
  await keepRecord(c.var.databases, home, audited, doerOf(c, person), fresh);
  return found;
}

/** The way so far goes through whoever asks: without a mark, "intact" could be recorded of what nobody looked at. */
async function prove(after: Walked, subject: string, secret: string, now: number): Promise<After> {
  const until = now + GOOD_FOR_MS;
  const mark = await crypto.subtle.sign("HMAC", await keyOf(secret), textOf(after, subject, until));
  return { ...after, proof: `${until}.${btoa(String.fromCharCode(...new Uint8Array(mark)))}` };
}

async function proven({ proof, ...after }: After, subject: string, secret: string, now: number): Promise<Walked> {
  const [, until, mark] = /^(\d{13,16})\.([A-Za-z0-9+/]{43}=)$/.exec(proof) ?? [];
  if (until === undefined || mark === undefined || Number(until) < now) throw new Refusal("invalid_input", { fields: ["after"] });
  const bytes = Uint8Array.from(atob(mark), (letter) => letter.charCodeAt(0));
  const ours = await crypto.subtle.verify("HMAC", await keyOf(secret), bytes, textOf(after, subject, Number(until)));
  if (!ours) throw new Refusal("invalid_input", { fields: ["after"] });
  return after;
}

function textOf({ to, hash, since, records, purged, erased }: Walked, subject: string, until: number): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(["audit.verify", subject, until, to, hash, since, records, purged, erased]));
}

function keyOf(secret: string): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
