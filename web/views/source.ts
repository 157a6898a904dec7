import type { LeadRow } from "../../domain/lead.ts";
import type { SourceKind } from "../ui/SourceGlyph.tsx";

/** Meta's platform as a kind we draw: it says "fb", "ig", and words we do not know yet. */
export function sourceKind(row: Pick<LeadRow, "isTest" | "source">): SourceKind {
  if (row.isTest) return "test";
  if (row.source === "fb") return "facebook";
  return row.source === "ig" ? "instagram" : "unknown";
}
