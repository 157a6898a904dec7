import type { SubmissionRow } from "../../../../domain/api.ts";
import type { Bannable } from "../../../../domain/lead.ts";
import { channelsOfConsent } from "../../../../domain/consenttext.ts";

/** A consent box of a form that was left unticked, and the channels its words speak of. */
export interface Unticked {
  readonly label: string;
  readonly channels: readonly Bannable[];
}

/** As the newest form that had the box left it: whoever ticked it later agrees now. */
export function untickedAt(submissions: readonly Pick<SubmissionRow, "submittedAt" | "consents">[]): Unticked[] {
  const newest = new Map<string, boolean>();
  for (const { consents } of submissions.toSorted((a, b) => b.submittedAt - a.submittedAt))
    for (const { label, given } of consents) if (!newest.has(label)) newest.set(label, given);
  return [...newest].flatMap(([label, given]) => {
    const channels = given ? [] : channelsOfConsent(label);
    return channels.length === 0 ? [] : [{ label, channels }];
  });
}
