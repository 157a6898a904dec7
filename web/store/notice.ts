import type { Removal } from "../../domain/wire.ts";
import type { ApiFailure, FailureCode } from "../connection/call.ts";

export type { ApiFailure, FailureCode };

/** What a person is told in passing. Codes and names only: the words are made where they are shown. */
export type Notice =
  | {
      readonly kind: "left";
      readonly id: string;
      readonly name: string;
      readonly why: Removal["why"];
      readonly to: string | null;
      readonly by: string | null;
    }
  | {
      readonly kind: "refused";
      readonly id: string | null;
      readonly name: string | null;
      readonly mutation: string;
      readonly code: FailureCode;
      readonly request: string | null;
    };

export type Notify = (notice: Notice) => void;
