import { type Actor, visibilityClass } from "../domain/rights.ts";
import type { DownFrame, Position } from "../domain/wire.ts";
import type { Delta, LogEntry, Rights } from "../worker/store/log.ts";

export type ResetWhy = Extract<DownFrame, { t: "reset" }>["why"];

/** Whether a client at this position has to start again, and why; null where what it missed can be sent. */
export function resetOf(from: Position, actor: Actor, delta: Delta): ResetWhy | null {
  if (from.epoch !== delta.epoch) return "epoch";
  if (delta.tooOld || delta.more) return "behind";
  // EV3: what it holds is what this person saw then. Nothing in the log would take away what only their rights took.
  return delta.entries.some((entry) => changesSightOf(actor, entry)) ? "rights" : null;
}

/** The person with the rights the shard has of them; null where they have none. */
export function withRights(actor: Actor, rights: Rights): Actor | null {
  const found = rights.people.find((one) => one.person === actor.person);
  if (found === undefined || found.status !== "active" || rights.status !== "active") return null;
  return { ...actor, role: found.role, teams: [...found.teams], agentsSeeUnclaimed: rights.agentsSeeUnclaimed };
}

/** Whether what they were shown, and what their screen offers them, stays as it is. */
export function sameSight(a: Actor, b: Actor): boolean {
  return a.role === b.role && visibilityClass(a) === visibilityClass(b) && [...a.teams].sort().join() === [...b.teams].sort().join();
}

function changesSightOf(actor: Actor, entry: LogEntry): boolean {
  const has = (...fields: string[]) => entry.fields.some((field) => fields.includes(field));
  if (entry.entity === "member") return entry.id === actor.person && (entry.op === "create" || has("role", "teams", "status"));
  return entry.entity === "workspace" && has("settings") && dependsOnSettings(actor);
}

/** Whether it matters to this person if the workspace shows unclaimed leads to its agents. */
function dependsOnSettings(actor: Actor): boolean {
  return visibilityClass(actor) !== visibilityClass({ ...actor, agentsSeeUnclaimed: !actor.agentsSeeUnclaimed });
}
