import type { LeadRow } from "../../../../domain/lead.ts";
import type { TemplateSetup } from "../../../../domain/setup.ts";
import { offeredIn } from "./offered.ts";

/** What a text's holes are filled with; null: it is not known. */
export type Filling = Readonly<Record<"name" | "project" | "sender", string | null>>;

export interface Filled {
  readonly id: string;
  readonly name: string;
  readonly language: TemplateSetup["language"];
  readonly subject: string | null;
  readonly text: string;
  /** A hole that nothing was known for. */
  readonly missing: boolean;
}

/** Texts of a channel, those in the lead's language first; each as it would be sent. */
export function filledTemplates(
  templates: readonly TemplateSetup[],
  channel: TemplateSetup["channel"],
  language: LeadRow["language"],
  filling: Filling,
): Filled[] {
  const theirs = (one: TemplateSetup) => Number(one.language !== language);
  return offeredIn(templates, channel)
    .toSorted((a, b) => theirs(a) - theirs(b))
    .map((one) => fillTemplate(one, filling));
}

export function fillTemplate({ id, name, language, subject, text }: TemplateSetup, filling: Filling): Filled {
  let missing = false;
  const fill = (part: string) => {
    const filled = part.replace(HOLE, (_, hole: keyof Filling) => {
      const value = filling[hole]?.trim() ?? "";
      if (value === "") missing = true;
      return isolated(value, language);
    });
    return missing ? tidied(filled) : filled;
  };
  const [heading, body] = [subject === undefined ? null : fill(subject), fill(text)];
  return { id, name, language, subject: heading, text: body, missing };
}

const HOLE = /\{\{\s*(name|project|sender)\s*\}\}/g;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name of the other direction would pull the signs around it to its own side: it stands between marks that isolate it, and that
 * nobody sees. Digits and signs alone have no direction of their own.
 */
function isolated(value: string, language: TemplateSetup["language"]): string {
  if (!/\p{L}/u.test(value)) return value;
  return RIGHT_TO_LEFT.test(value) === (language === "ar") ? value : `\u2068${value}\u2069`;
}

/** Where a name was left out, neither two spaces nor a space before a comma are left. */
function tidied(text: string): string {
  return text
    .replace(/[^\S\n]+([,.!?:;\u060c\u061b\u061f])/g, "$1")
    .replace(/[^\S\n]{2,}/g, " ")
    .replace(/^[^\S\n]+|[^\S\n]+$/gm, "")
    .trim();
}
