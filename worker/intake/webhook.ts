import type { Fresh } from "../../domain/fresh.ts";
import { type DeliveredLead, parseDelivery } from "../../domain/delivery.ts";
import type { ErrorCode } from "../../domain/errors.ts";
import { toHex } from "../store/bytes.ts";
import { type DeliveryRecord, SINGLES, type Stored } from "../store/deliveries.ts";
import { type IntakeMessage, storeMessages } from "./message.ts";
import { isSignedByMeta } from "./signature.ts";

/** What the intake's edge needs of the world. */
export interface WebhookPorts {
  store(delivery: DeliveryRecord, leads: readonly DeliveredLead[], lease: { id: string; until: number } | null): Promise<Stored[]>;
  send(messages: readonly IntakeMessage[], delaySeconds: number): Promise<void>;
  /** Goes on with freshly stored changes after the answer; its failure is the queue's business. */
  goOn(lease: string, stored: readonly Stored[]): void;
  badSignature(sample: Origin & { readonly bytes: number }): void;
  /** Changes of an accepted delivery that could not be read: kept as they came, for whoever looks into it. */
  badChanges(delivery: string, texts: readonly string[]): void;
  after(work: Promise<unknown>): void;
}

/** Where a delivery came in: kept as diagnostics. */
export interface Origin {
  readonly colo: string | null;
  readonly country: string | null;
  readonly ip: string | null;
  readonly browser: string | null;
}

export type Verdict = { readonly status: 200 } | { readonly status: 401 | 413 | 503; readonly code: ErrorCode };

/** Meta batches up to 1,000 changes, about 250 KB; over 1 MiB is not Meta. */
export const BODY_LIMIT = 1024 * 1024;
/** Past this Meta's patience matters more than the database's: the queue takes the changes (IN1). */
const STORE_PATIENCE_MS = 1_500;
/** As long as the fast path may take before the queue and the sweep may touch its changes. */
const LEASE_MS = 30_000;

/**
 * One POST of Meta's, from raw bytes to the status it is answered with. IN1: 200 only after a durable write, to the database or, after
 * 1.5 s or an error, to the queue; both down is 503. IN3: nothing of an unsigned body is read.
 */
export async function takeDelivery(
  body: Uint8Array<ArrayBuffer>,
  signature: string | null,
  origin: Origin,
  secrets: readonly string[],
  ports: WebhookPorts,
  fresh: Fresh,
): Promise<Verdict> {
  if (body.byteLength > BODY_LIMIT) return { status: 413, code: "too_large" };
  if (!(await isSignedByMeta(body, signature, secrets))) {
    ports.badSignature({ ...origin, bytes: body.byteLength });
    return { status: 401, code: "bad_signature" };
  }
  const now = fresh.now();
  const parsed = parseDelivery(new TextDecoder().decode(body), now);
  const leads = parsed.ok ? parsed.leads : [];
  const delivery: DeliveryRecord = {
    id: toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", body))),
    receivedAt: now,
    verdict: parsed.ok ? "accepted" : "unreadable",
    bytes: body.byteLength,
    leads: leads.length,
    ignored: parsed.ok ? parsed.ignored : 0,
    bad: parsed.ok ? parsed.bad.length : 0,
    ...origin,
  };
  const lease = leads.length > 0 && leads.length <= SINGLES ? { id: fresh.id(), until: now + LEASE_MS } : null;
  const stored = await withPatience(ports.store(delivery, leads, lease));
  if (parsed.ok && parsed.bad.length > 0) ports.badChanges(delivery.id, parsed.bad);
  if (stored === null) return fallBackToQueue(delivery, leads, ports);
  const waiting = stored.filter((change) => change.state === "waiting");
  if (waiting.length === 0) return { status: 200 };
  const drains = [...new Set(waiting.map((change) => change.page))].map((page) => ({ kind: "drain" as const, page }));
  // A queue that refuses costs nothing here: the changes are stored, and the sweep finds them.
  ports.after(ports.send(drains, lease === null ? 0 : LEASE_MS / 1000).catch(() => undefined));
  const own = lease === null ? [] : waiting.filter((change) => change.lease === lease.id);
  if (lease !== null && own.length > 0) ports.goOn(lease.id, own);
  return { status: 200 };
}

async function fallBackToQueue(delivery: DeliveryRecord, leads: readonly DeliveredLead[], ports: WebhookPorts): Promise<Verdict> {
  try {
    await ports.send(storeMessages(delivery, leads), 0);
    return { status: 200 };
  } catch {
    return { status: 503, code: "unavailable" };
  }
}

/** The result, or null after an error or 1.5 s. The write may still succeed later: it is the same rows, and they go in once. */
async function withPatience(work: Promise<Stored[]>): Promise<Stored[] | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), STORE_PATIENCE_MS);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
