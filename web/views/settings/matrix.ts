import { type ActorRole, CAPABILITIES, type Capability, isMember, type NamedRight, type Reach, reachOf } from "../../../domain/rights.ts";

/** What a role may: how far it reaches, or that it hangs on a right given by name. */
export type Cell = { readonly reach: Reach } | { readonly named: NamedRight };

type Group = Capability extends infer One ? (One extends `${infer First}.${string}` ? First : never) : never;

/** Capabilities by their first part, in the order of the table. */
export function groupsOf(names: readonly Capability[]): readonly { readonly name: Group; readonly capabilities: readonly Capability[] }[] {
  const groups = new Map<Group, Capability[]>();
  for (const one of names) {
    const name = one.slice(0, one.indexOf(".")) as Group;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups].map(([name, capabilities]) => ({ name, capabilities }));
}

export function cellOf(role: ActorRole, capability: Capability): Cell {
  const entry = CAPABILITIES[capability];
  if ("right" in entry) return isMember(role) ? { named: entry.right } : { reach: "none" };
  return { reach: reachOf({ role, rights: [] }, capability) };
}
