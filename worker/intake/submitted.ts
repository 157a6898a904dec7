import { normaliseAnswers, normaliseConsents, type Question } from "../../domain/answers.ts";
import { isTestLead } from "../../domain/testlead.ts";
import type { GraphForm, GraphLead } from "../meta/lead.ts";
import type { ClaimedChange } from "../store/deliveries.ts";
import { hashed } from "../store/erasure.ts";
import type { KnownForm } from "../store/intake.ts";
import type { Submitted } from "../store/submissions.ts";

export interface FormAtHand {
  readonly known: KnownForm;
  /** Just read from Meta: the shard keeps it with the lead that brought it. */
  readonly fresh: boolean;
}

/** A form as Meta tells it, in our words. */
export function formFromGraph(form: GraphForm): FormAtHand {
  const questions: Question[] = form.questions.map(({ key, label, type, options }) => ({ key, label, type, options }));
  return {
    known: {
      id: form.id,
      name: form.name === "" ? form.id : form.name,
      project: null,
      locale: form.locale,
      questions,
      checkboxes: form.legal_content.custom_disclaimer?.checkboxes ?? [],
    },
    fresh: true,
  };
}

/** A form that Meta does not tell now: the next lead of it asks again. */
export function unreadForm(id: string): FormAtHand {
  return { known: { id, name: "", project: null, locale: null, questions: [], checkboxes: [] }, fresh: false };
}

/** What the Graph API says of a lead, normalised for its workspace. `erasureKey` keys the hashes a tombstone would carry. */
export async function submittedFromGraph(
  change: ClaimedChange,
  lead: GraphLead,
  form: FormAtHand | null,
  workspace: { readonly id: string; readonly country: string },
  erasureKey: string,
  now: number,
): Promise<Submitted> {
  const person = normaliseAnswers(lead.field_data, form?.known.questions ?? [], workspace.country);
  return {
    source: `meta:${change.lead}`,
    via: "webhook",
    page: change.page,
    form:
      form === null
        ? null
        : { id: form.known.id, name: form.known.name, project: form.known.project, language: languageOf(form.known.locale) },
    learned:
      form === null || !form.fresh
        ? null
        : {
            workspaceId: workspace.id,
            id: form.known.id,
            page: change.page,
            name: form.known.name,
            locale: form.known.locale,
            questions: [...form.known.questions],
            checkboxes: [...form.known.checkboxes],
            readAt: now,
          },
    campaign: { id: lead.campaign_id, name: lead.campaign_name },
    adSet: { id: lead.adset_id, name: lead.adset_name },
    ad: { id: lead.ad_id ?? change.ad, name: lead.ad_name },
    platform: lead.platform,
    organic: lead.is_organic,
    isTest: isTestLead(lead.field_data),
    submittedAt: lead.created_time,
    receivedAt: change.receivedAt,
    person,
    consents: normaliseConsents(lead.custom_disclaimer_responses, form?.known.checkboxes ?? []),
    identities: await hashed(erasureKey, workspace.id, person.identities),
  };
}

/** Whoever filled in an Arabic form reads Arabic. */
function languageOf(locale: string | null): string | null {
  return /^[a-z]{2}(?=_|-|$)/i.exec(locale ?? "")?.[0].toLowerCase() ?? null;
}
