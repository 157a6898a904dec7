import type { RawAnswer } from "./answers.ts";

/** What Meta's Lead Ads Testing Tool fills in: visible, but outside routing by turn, figures and duplicate matching. */
export function isTestLead(answers: readonly RawAnswer[]): boolean {
  return answers.some((answer) => (answer.values ?? []).some((value) => isDummy(value) || /^test@(meta|fb)\.com$/i.test(value)));
}

/** Meta's text in the place of a person's answer. */
export function isDummy(value: string): boolean {
  return value.startsWith("<test lead: dummy data for ");
}
