import type { JSX } from "solid-js";
import type { Hit } from "../../store/floor/finder.ts";
import { LIKELY, matchLabel, type Range, SURE } from "./match.ts";

/** One thing that the palette offers. */
export interface Entry {
  /** Stays the same while one types: what is chosen stays chosen. */
  readonly key: string;
  readonly label: string;
  /** What else it is called. */
  readonly also?: string;
  /** Where in the label stands what was typed. */
  readonly ranges?: readonly Range[];
  /** Quiet, at its end. */
  readonly note?: string;
  readonly sign?: () => JSX.Element;
  readonly keys?: string;
  /** It can be opened in a new tab. */
  readonly href?: string;
  readonly checked?: boolean;
  /** Only once somebody types what could mean it. */
  readonly whenAsked?: boolean;
  /** Called by a single word, it does not stand before leads of that name: Priya is rather meant than Priority. */
  readonly mild?: boolean;
  /** Chosen again, it is undone: one to be found though it is checked. */
  readonly turns?: boolean;
  /** The group it is shown in where it was found behind a choice. */
  readonly group?: string;
  /** A lead, and where it was found. */
  readonly hit?: Hit;
  /** What is to be chosen next; else it is done. */
  readonly step?: () => Step;
  readonly run?: () => void;
}

export interface Section {
  readonly key: string;
  /** Without: no heading. */
  readonly title?: string;
  readonly entries: readonly Entry[];
}

/** A choice that follows another one. */
export interface Step {
  readonly key: string;
  /** What was chosen before. */
  readonly title: string;
  readonly entries: () => readonly Entry[];
  /** What is typed is the choice itself. */
  readonly typed?: (text: string) => readonly Entry[];
}

export interface Ranked extends Entry {
  readonly score: number;
}

/** Those that are meant by what was typed, the likeliest first; of two that are meant alike, the one that stood first. */
export function ranked(typed: string, entries: readonly Entry[]): readonly Ranked[] {
  return entries
    .flatMap((entry): readonly Ranked[] => {
      const match = matchLabel(typed, entry.label, entry.also);
      return match === null ? [] : [{ ...entry, ranges: match.ranges, score: match.score }];
    })
    .sort((a, b) => b.score - a.score);
}

/** What one step offers of what was typed in it. */
export function stepSections(step: Step, typed: string): readonly Section[] {
  const text = typed.trim();
  if (step.typed !== undefined) return [{ key: step.key, entries: step.typed(text) }];
  return [{ key: step.key, entries: text === "" ? step.entries() : ranked(text, step.entries()) }];
}

const MOST_ACTS = 12;

/**
 * What is offered while somebody types: what they surely mean to do, the leads they may mean, what else could be meant, and the way on.
 * `deep`: choices behind a choice, for whoever types them at once.
 */
export function typedSections(asked: {
  readonly text: string;
  readonly leads: Section;
  readonly groups: readonly Section[];
  readonly deep: readonly Entry[];
  readonly tail: readonly Entry[];
}): readonly Section[] {
  const { text, leads, groups, deep, tail } = asked;
  const groupOf = new Map(groups.flatMap((group) => group.entries.map((entry) => [entry.key, group] as const)));
  const least = leads.entries.length > 0 ? LIKELY : 0;
  const all = [
    ...ranked(
      text,
      groups.flatMap(({ entries }) => entries),
    ).filter(({ score }) => score >= least),
    ...surely(text, deep),
  ]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_ACTS);
  const acts: Section[] = [];
  for (const { score: _, ...entry } of all) {
    const group = groupOf.get(entry.key) ?? groups.find(({ key }) => key === entry.group) ?? groups[0];
    if (group === undefined) continue;
    const at = acts.findIndex(({ key }) => key === group.key);
    const before = acts[at];
    if (before === undefined) acts.push({ ...group, entries: [entry] });
    else acts[at] = { ...before, entries: [...before.entries, entry] };
  }
  const sure = all.some(({ score, mild }) => score >= SURE && (mild !== true || text.includes(" ")));
  const ordered = sure ? [...acts, leads] : [leads, ...acts];
  return [...ordered, { key: "on", entries: tail }].filter(({ entries }) => entries.length > 0);
}

function surely(text: string, entries: readonly Entry[]): readonly Ranked[] {
  return ranked(text, entries).filter(({ score }) => score >= SURE);
}

/** What is offered before anything is typed. */
export function restingSections(recent: Section, groups: readonly Section[]): readonly Section[] {
  return [recent, ...groups.map((group) => ({ ...group, entries: group.entries.filter(({ whenAsked }) => whenAsked !== true) }))].filter(
    ({ entries }) => entries.length > 0,
  );
}
