import { isDummy } from "../../domain/testlead.ts";
import type { Called } from "../store/notice.ts";
import type { Workspace } from "../store/workspace.ts";
import type { Translate, Words } from "../words/index.ts";
import { groupPhone } from "../words/phone.ts";

/** What a lead is called where it is listed. Meta's own test leads carry a text of Meta's as their name. */
export function nameWords(t: Translate, lead: Pick<Called, "name" | "isTest">): string {
  if (lead.isTest && isDummy(lead.name)) return t("leads.testLead");
  return lead.name || t("leads.noName");
}

/** What a lead is called in a sentence: without a name, by what else it is known by. */
export function calledWords(t: Translate, lead: Called): string {
  if (lead.name !== "") return nameWords(t, lead);
  return phoneWords(lead) ?? lead.email ?? t("leads.noName");
}

/** A lead's number as it is read out; null where there is none, or only Meta's text for a test. */
export function phoneWords({ phone, isTest }: Pick<Called, "phone" | "isTest">): string | null {
  return phone === null || (isTest && isDummy(phone)) ? null : groupPhone(phone);
}

/** Which colleagues are on the telephone with a lead; null: nobody is. Reactive. */
export function callingWords(
  { t, format }: Pick<Words, "t" | "format">,
  { here, directory }: Pick<Workspace, "here" | "directory">,
  lead: string,
): string | null {
  const others = here.callers(lead).filter(({ self }) => !self);
  if (others.length === 0) return null;
  const names = format().list(others.map(({ id }) => directory.member(id)?.name ?? t("timeline.somebody")));
  return t("leads.calling", { n: others.length, names });
}
