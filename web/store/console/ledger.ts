import { type Accessor, createSignal } from "solid-js";
import type { ConsoleApi } from "../../connection/console.ts";
import { createRecords, type RecordsLog } from "../settings/records.ts";
import { createVerification, type Verification } from "../settings/verification.ts";

/** The platform's own, by name. */
export const PLATFORM = "platform";

/** The platform's audit, and the proof of any ledger: a workspace's is verified here, and read only there. */
export interface Ledger {
  readonly records: RecordsLog;
  readonly verification: Verification;
  /** Which is verified: the platform's, or that of the workspace with this id. */
  readonly verified: Accessor<string>;
  verifyOf(ledger: string): void;
}

export function createLedger(api: Pick<ConsoleApi, "records" | "exportAddress" | "verify">): Ledger {
  const [verified, setVerified] = createSignal(PLATFORM);
  const verification = createVerification({ verify: (after, signal) => api.verify(verified(), after, signal) });
  return {
    records: createRecords(api),
    verification,
    verified,
    verifyOf: (ledger) => {
      verification.stop();
      setVerified(ledger);
    },
  };
}
