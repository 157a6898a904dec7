import type { LeadRow } from "../../../domain/lead.ts";
import type { Section } from "./steps.ts";

/** What a palette is about, where it is opened: a workspace with its leads, or what is beside all of them. */
export interface Source {
  /** What it asks for, before anything is typed. */
  readonly ask: string;
  /** What is offered of what was typed. */
  sections(typed: string): readonly Section[];
  /** What was typed, for whoever has to ask further for it. */
  typed(text: string): void;
  asking(): boolean;
  /** Why what is offered may not be all. */
  short(): "offline" | "failed" | null;
  /** What else to try where nothing is found. */
  readonly hint: string | null;
  /** Where it is a lead. */
  row(key: string): LeadRow | undefined;
}
