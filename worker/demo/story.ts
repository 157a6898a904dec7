import { type Normalised, normaliseAnswers, type RawAnswer } from "../../domain/answers.ts";
import { noteWords, searchScope, searchWords } from "../../domain/search.ts";
import { type Setup, stageOf } from "../../domain/setup.ts";
import { valuesOf } from "../../domain/values.ts";
import { waitingDeadlines } from "../../domain/worktime.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import type { Story } from "../store/stories.ts";
import { adsOf, campaignOf } from "./campaigns.ts";
import { type CastForm, NILE, PEOPLE, PROJECTS } from "./cast.ts";
import { type Handed, heldBy } from "./holders.ts";
import { type Texts, textsOf } from "./texts.ts";
import { type Event, type Job, NOTHING_DONE, work } from "./work.ts";

export interface Plot extends Handed {
  readonly workspace: { readonly id: string; readonly settings: WorkspaceSettings };
  readonly setup: Setup;
  /** What they filled in; of somebody who was added by hand, what they would have. */
  readonly form: CastForm;
  readonly raw: readonly RawAnswer[];
  readonly submittedAt: number;
  readonly isTest: boolean;
  /** Nobody has tried to reach the person yet. */
  readonly waiting: boolean;
  /** The lead with the claim on this one's phone: "may be the same person". */
  readonly sameAs: string | null;
  readonly metaLead: string;
  /** They fill in this one too, later. */
  readonly again: CastForm | null;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One lead with everything that happened to it until now, as the rows that the pipeline and people's commands would have left. */
export function tell(plot: Plot): Story {
  const { chance, workspace, setup, form, submittedAt, now, byHand } = plot;
  const person = normaliseAnswers(plot.raw, form.questions, workspace.settings.country);
  const receivedAt = byHand === null ? submittedAt + 2 * SECOND + chance.upTo(4 * SECOND) : submittedAt;
  const id = chance.idAt(receivedAt);
  const created = { workspaceId: workspace.id, lead: id };
  const campaign = plot.isTest || byHand !== null || chance.share(0.1) ? null : campaignOf(chance, workspace.id, now - submittedAt);
  const ads = campaign === null ? null : adsOf(campaign);
  const { owner, team, reason, ...held } = heldBy(plot, receivedAt);
  const submissions = byHand === null ? [filledIn(form, receivedAt, plot.metaLead)] : [];
  const events: Event[] = [...submissions.map((row): Event => ({ at: receivedAt, actor: null, data: saying(row, false) })), ...held.events];
  const first = campaign?.project ?? form.project;
  const projects = first === null ? [] : [first];
  const done = plot.waiting || owner === null ? NOTHING_DONE : work(jobOf(plot, person, owner, first), events);
  if (plot.again !== null && !plot.waiting) comesAgain(plot.again);
  const isOpen = stageOf(setup, done.stage)?.kind === "open";
  const closedAt = isOpen ? null : (events.findLast(({ data }) => data.kind === "stage")?.at ?? null);
  const archivedAt = putAway();
  const attempts = events.flatMap(({ at, data }) => (data.kind === "attempt" ? [{ at, outcome: data.outcome }] : []));
  const deadlines = waitingDeadlines(submittedAt, workspace.settings);
  const plain = { tags: [...done.tags], custom: { ...done.custom }, company: done.company ?? person.company };
  return {
    lead: {
      ...plain,
      id,
      workspaceId: workspace.id,
      version: events.filter((event) => event.at > receivedAt).length + 1,
      name: person.name,
      phone: person.phone,
      email: person.email,
      city: person.city,
      language: languageOf(form),
      stage: done.stage,
      owner,
      team,
      reason,
      form: byHand === null ? form.id : null,
      page: byHand === null ? form.page : null,
      campaign: campaign?.id ?? null,
      adSet: ads === null ? null : String(ads.adSet.n),
      ad: ads === null ? null : String(ads.ad.n),
      projects,
      source: byHand ?? (chance.share(0.6) ? "ig" : "fb"),
      isTest: plot.isTest,
      submittedAt,
      receivedAt,
      firstAttemptAt: attempts[0]?.at ?? null,
      reachedAt: attempts.find(({ outcome }) => outcome === "reached")?.at ?? null,
      closedAt,
      archivedAt,
      lastActivityAt: Math.max(submittedAt, ...events.filter((event) => event.at > receivedAt).map((event) => event.at)),
      sameAs: plot.sameAs,
      nextFollowUpAt: null,
      noContact: [],
      bans: [],
      priority: done.priority,
      value: done.value,
      lostReason: done.lostReason,
      edited: [...new Set([...(byHand === null ? [] : ["name", "phone", "email", "city"]), ...done.edited])],
      ...deadlines,
      // Long past, it is no news.
      goalToldAt: attempts.length === 0 && deadlines.amberAt < now - HOUR ? deadlines.amberAt : null,
    },
    search: {
      scope: searchScope(workspace.id, owner, team),
      ...searchWords({ ...person, ...plain }),
      notes: noteWords(
        events.flatMap(({ data }) => (data.kind === "note" || data.kind === "attempt" ? (data.text ?? []) : [])).toReversed(),
      ),
    },
    submissions,
    identities: plot.isTest ? [] : person.identities.map(({ kind, value }) => ({ ...created, kind, value, claims: plot.sameAs === null })),
    assignments: held.assignments.map((row) => ({ ...created, id: chance.idAt(row.at), ...row })),
    projects: projects.map((project, n) => ({ ...created, project, at: receivedAt + n, ...(n === 0 ? done.interest : {}) })),
    values: valuesOf({ ...plain, projects }, setup),
    followUps: [],
    timeline: events.map((event) => ({ ...created, id: chance.idAt(event.at), ...event })),
  };

  function filledIn(of: CastForm, at: number, metaLead: string): Story["submissions"][number] {
    return {
      ...created,
      source: `meta:${metaLead}`,
      id: chance.idAt(at),
      form: of.id,
      formName: of.name,
      page: of.page,
      campaign: campaign?.name ?? null,
      adSet: ads?.adSet.name ?? null,
      ad: ads?.ad.name ?? null,
      platform: chance.share(0.6) ? "ig" : "fb",
      organic: campaign === null,
      via: "demo",
      submittedAt: at === receivedAt ? submittedAt : at,
      receivedAt: at,
      answers: person.answers,
      consents: of.checkboxes.map(({ key, text }) => ({ key, label: text, given: chance.share(0.7) })),
    };
  }

  /** The same person by another form: its project is one more that they want. */
  function comesAgain(of: CastForm): void {
    const last = Math.max(...events.map((event) => event.at));
    const at = Math.min(now - MINUTE, last + HOUR + chance.upTo(5 * DAY));
    if (at <= last) return;
    const row = filledIn(of, at, `${plot.metaLead}9`);
    submissions.push(row);
    events.push({ at, actor: null, data: saying(row, true) });
    if (of.project === null || projects.includes(of.project)) return;
    projects.push(of.project);
    events.push({ at, actor: null, data: { kind: "project", project: of.project, from: null, to: { interest: null, note: null } } });
  }

  /** Of those that were lost long ago some are put away. */
  function putAway(): number | null {
    if (done.stage !== "lost" || now - submittedAt < 35 * DAY || !chance.share(0.4)) return null;
    const last = Math.max(...events.map((event) => event.at));
    const at = Math.min(now - MINUTE, last + DAY + chance.upTo(9 * DAY));
    events.push({ at, actor: owner, data: { kind: "archived", on: true } });
    return at;
  }
}

function saying(row: Story["submissions"][number], repeat: boolean): Event["data"] {
  return { kind: "submission", submission: row.id, form: row.formName ?? null, repeat };
}

export function languageOf(form: Pick<CastForm, "locale">): "en" | "ar" {
  return form.locale.startsWith("ar") ? "ar" : "en";
}

/** What things cost, by the budget that people say they have. */
const HOMES: Job["prices"] = { under_1m: [640_000, 980_000], "1m_to_2m": [1_050_000, 1_950_000], over_2m: [2_100_000, 5_900_000] };
const VILLAS: Job["prices"] = { over_2m: [6_400_000, 14_500_000] };
const CARS: Job["prices"] = { any: [780_000, 2_300_000] };

function jobOf({ chance, now, workspace, setup, form, submittedAt }: Plot, person: Normalised, owner: string, wanted: string | null): Job {
  const language = languageOf(form);
  const texts: Texts = textsOf(workspace.id === NILE.id, language);
  const project = PROJECTS.find((one) => one.id === wanted);
  const prices = workspace.id === NILE.id ? CARS : project?.code === "PV" ? VILLAS : HOMES;
  const said = person.answers.find((one) => one.key === "what_is_your_budget?")?.values[0] ?? null;
  const names: Readonly<Record<string, string>> = {
    name: asWritten(firstOf(person.name)),
    me: firstOf(PEOPLE.find((one) => one.id === owner)?.name ?? ""),
    project: project?.name ?? (language === "ar" ? "مشاريعنا" : "our projects"),
  };
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => names[key] ?? "");
  const budget = said !== null && said in prices ? said : null;
  return { chance, now, setup, submittedAt, owner, language, texts, fill, project: wanted, budget, prices };
}

/** Nobody greets people as their telephones write them. */
function asWritten(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase();
}

function firstOf(name: string): string {
  return name.split(" ")[0] ?? name;
}
