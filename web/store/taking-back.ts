import type { ApiFailure } from "../connection/call.ts";

/** As long as the server undoes. */
export const UNDO_MS = 10 * 60_000;

/** What became of taking a change back. `changed`: somebody did something else with it since, whose it stays. `leads`: so many stand in it. */
export type TakenBack =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "changed"; readonly by: string | null }
  | { readonly ok: false; readonly why: "leads"; readonly leads: number }
  | { readonly ok: false; readonly why: "failed"; readonly failure: ApiFailure | null };

/** A change of something that is no lead, and the way back from it. */
export interface Done<Of> {
  readonly of: Of;
  undo(): Promise<TakenBack>;
}
