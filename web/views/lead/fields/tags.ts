import { untrack } from "solid-js";
import { fold } from "../../../../domain/name.ts";
import type { Leads } from "../../../store/leads.ts";

/** Looked through for tags; more would cost a frame, and tags that matter are on recent leads. */
const LOOKED_THROUGH = 2_000;
const OFFERED = 100;

/** Tags that leads on this screen carry, those seen most first; `own` stand in front. Read once, not with every change of a lead. */
export function knownTags(leads: Pick<Leads, "ids" | "row">, own: readonly string[]): string[] {
  const counted = new Map<string, { readonly tag: string; n: number }>();
  untrack(() => {
    for (const id of leads.ids().slice(0, LOOKED_THROUGH))
      for (const tag of leads.row(id)?.tags ?? []) {
        const seen = counted.get(fold(tag));
        if (seen === undefined) counted.set(fold(tag), { tag, n: 1 });
        else seen.n++;
      }
  });
  const mine = new Set(own.map(fold));
  const others = [...counted.entries()]
    .filter(([folded]) => !mine.has(folded))
    .sort(([, a], [, b]) => b.n - a.n || a.tag.localeCompare(b.tag));
  return [...own, ...others.slice(0, OFFERED).map(([, { tag }]) => tag)];
}
