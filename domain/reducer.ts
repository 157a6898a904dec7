import type { LeadRow } from "./lead.ts";
import type { Changes, DownFrame, Position, Removal } from "./wire.ts";

/** Everything a client is told about its leads, whichever way it came. */
export type LeadEvent =
  | { readonly kind: "frame"; readonly frame: DownFrame }
  /** A page of a list, read at `position`. */
  | { readonly kind: "page"; readonly position: Position; readonly rows: readonly LeadRow[] }
  /** The answer to one's own command: the row after it, or null when it left one's sight. */
  | { readonly kind: "answer"; readonly id: string; readonly row: LeadRow | null; readonly position: Position };

/** What the reducer has to know of the client's state; leads stay wherever the view keeps them. */
export interface LeadState {
  readonly position: Position | null;
  version(id: string): number | undefined;
  /** Log position at which a lead last left this client's sight. */
  droppedAt(id: string): number | undefined;
}

export interface Step {
  readonly position: Position | null;
  readonly set: readonly LeadRow[];
  readonly drop: readonly { readonly id: string; readonly seq: number; readonly removal: Removal | null }[];
  /** Leads that came into being while we watched. */
  readonly fresh: readonly string[];
  /** Leads that were there before and sent a form again while we watched. */
  readonly again: readonly string[];
  /** Whose change a row shows, by lead. */
  readonly by: ReadonlyMap<string, string>;
  /** Something is missing or everything changed: say hello again, or load anew. */
  readonly then: "nothing" | "catch_up" | "reload";
}

/**
 * EV2: the one place where a client's state follows the server's. Rows carry state, so applying one twice is harmless; an older
 * row never replaces a newer one; a page read before a removal does not bring the lead back.
 */
export function reduce(state: LeadState, event: LeadEvent): Step {
  switch (event.kind) {
    case "page":
      if (elsewhere(state, event.position)) return anew(state);
      return {
        ...still(state),
        position: state.position ?? event.position,
        set: event.rows.filter((row) => newer(state, row, event.position.seq)),
      };
    case "answer":
      if (elsewhere(state, event.position)) return anew(state);
      if (event.row !== null) return { ...still(state), set: newer(state, event.row, event.position.seq) ? [event.row] : [] };
      // Where the frames have passed the answer they know better: the lead may have come back since.
      return state.position !== null && event.position.seq <= state.position.seq
        ? still(state)
        : { ...still(state), drop: [{ id: event.id, seq: event.position.seq, removal: null }] };
    case "frame":
      return reduceFrame(state, event.frame);
  }
}

function reduceFrame(state: LeadState, frame: DownFrame): Step {
  switch (frame.t) {
    case "welcome":
      if (elsewhere(state, frame.position)) return anew(state);
      // What was missed comes before the welcome: if it did not arrive, ask again rather than wait for the next change.
      return state.position !== null && frame.position.seq > state.position.seq ? { ...still(state), then: "catch_up" } : still(state);
    case "changes":
      return reduceChanges(state, frame);
    case "head":
      return state.position !== null && frame.seq > state.position.seq ? { ...still(state), then: "catch_up" } : still(state);
    case "reset":
      return anew(state);
    case "presence":
    case "calls":
      return still(state);
  }
}

function reduceChanges(state: LeadState, frame: Changes): Step {
  const here = state.position;
  if (here === null || frame.to <= here.seq) return still(state);
  if (frame.from > here.seq) return { ...still(state), then: "catch_up" };
  const set = frame.upserts.filter((change) => newer(state, change.row, frame.to));
  const born = set.filter((change) => change.created && state.version(change.row.id) === undefined);
  return {
    position: { epoch: here.epoch, seq: frame.to },
    set: set.map((change) => change.row),
    drop: frame.removals.map((removal) => ({ id: removal.id, seq: frame.to, removal })),
    fresh: born.map((change) => change.row.id),
    again: set.filter((change) => change.again === true && !born.includes(change)).map((change) => change.row.id),
    by: new Map(set.flatMap((change) => (change.by === null ? [] : [[change.row.id, change.by] as const]))),
    then: "nothing",
  };
}

/** Read in another epoch of the log: a restored database counts anew. */
function elsewhere(state: LeadState, position: Position): boolean {
  return state.position !== null && state.position.epoch !== position.epoch;
}

/** Until it has loaded, a client stands nowhere: no frame fits. */
function anew(state: LeadState): Step {
  return { ...still(state), position: null, then: "reload" };
}

function newer(state: LeadState, row: LeadRow, seq: number): boolean {
  const known = state.version(row.id);
  if (known !== undefined) return row.version >= known;
  const dropped = state.droppedAt(row.id);
  return dropped === undefined || seq > dropped;
}

function still(state: LeadState): Step {
  return { position: state.position, set: [], drop: [], fresh: [], again: [], by: new Map(), then: "nothing" };
}
