import * as v from "valibot";
import { metaId } from "../../domain/ids.ts";
import { type DeliveryRecord, deliveredLead, deliveryRecord } from "../store/deliveries.ts";
import type { DeliveredLead } from "../../domain/delivery.ts";

/** What the intake queue carries: "this Page has work", or changes that the database could not take in time. */
export const intakeMessage = v.variant("kind", [
  v.object({ kind: v.literal("drain"), page: metaId }),
  v.object({ kind: v.literal("store"), delivery: deliveryRecord, leads: v.array(deliveredLead) }),
]);
export type IntakeMessage = v.InferOutput<typeof intakeMessage>;

/** Queues take 128 KB a message and 256 KB a batch; the rest is room for their own envelope. */
const CHUNK_BYTES = 100_000;

/** The delivery in messages under 100 KB, each of which stands alone. */
export function storeMessages(delivery: DeliveryRecord, leads: readonly DeliveredLead[]): IntakeMessage[] {
  const chunks: DeliveredLead[][] = [[]];
  let bytes = 0;
  for (const lead of leads) {
    const size = JSON.stringify(lead).length + 1;
    if (bytes + size > CHUNK_BYTES - 1_000) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(lead);
    bytes += size;
  }
  return chunks.map((part) => ({ kind: "store", delivery, leads: part }));
}
