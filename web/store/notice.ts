import type { Giving } from "../../domain/giving.ts";
import type { LeadRow } from "../../domain/lead.ts";
import type { Removal } from "../../domain/wire.ts";
import type { ApiFailure, FailureCode } from "../connection/call.ts";

export type { ApiFailure, FailureCode };

/** As much of a lead as a sentence about it needs. */
export type Called = Pick<LeadRow, "name" | "phone" | "email" | "isTest">;

export function called({ name, phone, email, isTest }: LeadRow): Called {
  return { name, phone, email, isTest };
}

export type Wish = { readonly stage: string } | Giving;

/** What a person is told in passing. Codes and names only: the words are made where they are shown. */
export type Notice =
  | {
      readonly kind: "left";
      readonly id: string;
      readonly lead: Called;
      readonly why: Removal["why"];
      readonly to: string | null;
      readonly by: string | null;
    }
  | {
      readonly kind: "refused";
      /** Its id, and what was wished for it, where that was an owner or a stage: it can be asked again. */
      readonly id: string;
      readonly wish?: Wish | undefined;
      /** Null where the lead is not held any more. */
      readonly lead: Called | null;
      readonly mutation: string;
      readonly code: FailureCode;
      /** Who was first, in a conflict. */
      readonly by: string | null;
      readonly request: string | null;
    };

export type Notify = (notice: Notice) => void;
