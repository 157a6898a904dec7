import type { ApiFailure } from "../connection/call.ts";

/** As long as the server undoes. */
export const UNDO_MS = 10 * 60_000;

/**
 * What became of taking a change back. `changed`: somebody did something else with it since, whose it stays; `called` names it where it is one
 * of several. `leads`: so many stand in it. `joined`: whoever was invited is in by now.
 */
export type TakenBack =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "changed"; readonly by: string | null; readonly called?: string }
  | { readonly ok: false; readonly why: "joined"; readonly who: readonly string[] }
  | { readonly ok: false; readonly why: "leads"; readonly leads: number }
  | { readonly ok: false; readonly why: "failed"; readonly failure: ApiFailure | null };

/** A change of something that is no lead, and the way back from it. */
export interface Done<Of> {
  readonly of: Of;
  undo(): Promise<TakenBack>;
}
