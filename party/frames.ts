import { type Actor, seesLive, visibilityClass } from "../domain/rights.ts";
import { rowFor, visibilityOf } from "../domain/lead.ts";
import { SENT_AGAIN, toldOf } from "../domain/notice.ts";
import type { Changes, Removal, Upsert } from "../domain/wire.ts";
import type { Delta, LogEntry } from "../worker/store/log.ts";

/**
 * What one person is sent of a stretch of the log (EV3): the current row of each changed lead they may see, a removal of each they
 * could see and no longer may. State, never old events: those would show leads since lost.
 */
export function frameFor(actor: Actor, delta: Delta): Changes {
  const upserts: Upsert[] = [];
  const removals: Removal[] = [];
  const told = new Set<string>();
  for (const [id, entries] of leadEntries(delta)) {
    const row = delta.rows.get(id);
    const by = entries.at(-1)?.actor ?? null;
    if (row !== undefined && seesLive(actor, visibilityOf(row))) {
      const again = row.againAt != null && entries.some(({ fields }) => fields.includes(SENT_AGAIN));
      const created = entries.some((entry) => entry.op === "create");
      upserts.push({ row: rowFor(actor, row), by, ...(created && { created }), ...(again && { again }) });
    } else if (entries.some((entry) => couldSee(actor, entry))) {
      const why = row === undefined ? "erased" : row.archivedAt === null ? "moved" : "archived";
      removals.push({ id, why, to: row?.owner ?? null, by });
    } else continue;
    // Whose a lead is that came into being, its row says.
    for (const person of entries.filter(({ op }) => op !== "create").flatMap(toldOf)) told.add(person);
  }
  const support = delta.entries.some((entry) => entry.entity === "workspace" && entry.fields.includes("support"));
  const names = delta.entries.some((entry) => entry.entity === "workspace" && entry.fields.some((field) => NAMES.has(field)));
  return {
    t: "changes",
    from: delta.from,
    to: delta.to,
    upserts,
    removals,
    members: [...delta.members],
    teams: [...delta.teams],
    ...(support ? { support: [...delta.support] } : {}),
    ...(names ? { names: true as const } : {}),
    ...(told.size > 0 ? { told: [...told] } : {}),
  };
}

/** What the workspace's log rows call the parts of `boot` that are read again as a whole. */
const NAMES: ReadonlySet<string> = new Set(["setup", "projects", "forms", "campaigns", "views", "settings"]);

/** Builds a stretch's frame once for each class of people who see the same, as text. */
export function frameByClass(delta: Delta): (actor: Actor) => { readonly frame: Changes; readonly text: string } {
  const built = new Map<string, { frame: Changes; text: string }>();
  return (actor) => {
    const key = visibilityClass(actor);
    let found = built.get(key);
    if (found === undefined) {
      const frame = frameFor(actor, delta);
      found = { frame, text: JSON.stringify(frame) };
      built.set(key, found);
    }
    return found;
  };
}

function leadEntries(delta: Delta): Map<string, LogEntry[]> {
  const byLead = new Map<string, LogEntry[]>();
  for (const entry of delta.entries) {
    if (entry.entity !== "lead") continue;
    const list = byLead.get(entry.id);
    if (list === undefined) byLead.set(entry.id, [entry]);
    else list.push(entry);
  }
  return byLead;
}

function couldSee(actor: Actor, entry: LogEntry): boolean {
  return (entry.before !== null && seesLive(actor, entry.before)) || (entry.after !== null && seesLive(actor, entry.after));
}
