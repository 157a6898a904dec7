import { type Actor, isMember, MASKED_ROLES, masksFor, needsSecondFactor, visibilityClass } from "../domain/rights.ts";
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

/** The person with the rights the shard has of them at that time; null where they have none. */
export function withRights(actor: Actor, rights: Rights, now: number): Actor | null {
  if (rights.status !== "active") return null;
  const { agentsSeeUnclaimed, masks } = rights.settings;
  const found = rights.people.find((one) => one.person === actor.person && one.status === "active");
  if (found !== undefined) {
    const { role, teams, rights: named } = found;
    return { ...actor, role, teams: [...teams], rights: [...named], agentsSeeUnclaimed, masked: masksFor(role, masks) };
  }
  const seats = rights.support.filter((one) => one.person === actor.person && one.until > now);
  if (seats.length === 0) return null;
  const role = seats.some((seat) => seat.edit) ? "support_edit" : "support";
  return { ...actor, role, teams: [], rights: [], agentsSeeUnclaimed, masked: masksFor(role, masks) };
}

/** SI1: whether what they are by now asks for a second factor that their session had not shown when it came in. */
export function mustProve(seat: { readonly proven: boolean }, actor: Actor, { settings }: Rights): boolean {
  return !seat.proven && needsSecondFactor(actor.role, settings.secondFactor === "everybody");
}

/** Whether what they were shown, and what their screen offers them, stays as it is. */
export function sameSight(a: Actor, b: Actor): boolean {
  const listed = (actor: Actor) => [actor.role, [...actor.teams].sort(), [...actor.rights].sort()].join();
  return visibilityClass(a) === visibilityClass(b) && listed(a) === listed(b);
}

function changesSightOf(actor: Actor, entry: LogEntry): boolean {
  const has = (...fields: string[]) => entry.fields.some((field) => fields.includes(field));
  if (entry.entity === "member") return entry.id === actor.person && (entry.op === "create" || has("role", "teams", "status", "rights"));
  if (entry.entity !== "workspace") return false;
  const guest = !isMember(actor.role);
  if (has("masks") && (guest || (MASKED_ROLES as readonly string[]).includes(actor.role))) return true;
  return (has("settings") && dependsOnSettings(actor)) || (has("support") && guest);
}

/** Whether it matters to this person if the workspace shows unclaimed leads to its agents. */
function dependsOnSettings(actor: Actor): boolean {
  return visibilityClass(actor) !== visibilityClass({ ...actor, agentsSeeUnclaimed: !actor.agentsSeeUnclaimed });
}
