import { type HandSource, isHandSource, type LeadRow } from "../../domain/lead.ts";
import type { SourceKind } from "../ui/SourceGlyph.tsx";

/** Meta's platform as a kind we draw: it says "fb", "ig", and words we do not know yet; others were added by hand. */
export function sourceKind(row: Pick<LeadRow, "isTest" | "source">): SourceKind {
  if (row.isTest) return "test";
  if (row.source === "fb") return "facebook";
  if (row.source === "ig") return "instagram";
  return isByHand(row.source) ? "hand" : "unknown";
}

/** Added by somebody here, who said how they came. */
export const isByHand: (source: string | null) => source is HandSource = isHandSource;

/** Meta's bare ids say nothing to anybody. */
export function isNamed(value: string | null | undefined): value is string {
  return typeof value === "string" && value !== "" && !/^\d{6,}$/.test(value);
}
