import { normaliseAnswers, type RawAnswer } from "../../domain/answers.ts";
import type { AttemptOutcome } from "../../domain/lead.ts";
import type { RouteDecision } from "../../domain/routing.ts";
import { searchScope, searchWords } from "../../domain/search.ts";
import type { TimelineData } from "../../domain/story.ts";
import { waitingDeadlines } from "../../domain/worktime.ts";
import type { WorkspaceSettings } from "../../domain/workspace.ts";
import type { Story } from "../store/demo.ts";
import type { CastForm } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { CAMPAIGNS } from "./names.ts";

export interface Plot {
  readonly chance: Chance;
  readonly now: number;
  readonly workspace: { readonly id: string; readonly settings: WorkspaceSettings };
  readonly form: CastForm;
  readonly raw: readonly RawAnswer[];
  readonly submittedAt: number;
  readonly isTest: boolean;
  /** Nobody has tried to reach the person yet. */
  readonly waiting: boolean;
  readonly routed: RouteDecision;
  /** Somebody takes over what the rules left or gave to another. */
  readonly moved: { readonly by: string; readonly to: string; readonly team: string | null } | null;
  /** The lead with the claim on this one's phone: "may be the same person". */
  readonly sameAs: string | null;
  readonly metaLead: string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Event {
  readonly at: number;
  readonly actor: string | null;
  readonly data: TimelineData;
}

/** One lead with everything that happened to it until now, as the rows that the pipeline and people's commands would have left. */
export function tell(plot: Plot): Story {
  const { chance, workspace, form, submittedAt, routed, now } = plot;
  const person = normaliseAnswers(plot.raw, form.questions, workspace.settings.country);
  const receivedAt = submittedAt + 2 * SECOND + chance.upTo(4 * SECOND);
  const id = chance.idAt(receivedAt);
  const submission = chance.idAt(receivedAt);
  const campaign = plot.isTest || chance.share(0.1) ? null : chance.one(CAMPAIGNS);
  const events: Event[] = [{ at: receivedAt, actor: null, data: { kind: "submission", submission, form: form.name, repeat: false } }];
  let { owner, team, reason } = routed;
  if (owner !== null) events.push({ at: receivedAt, actor: null, data: { kind: "assignment", from: null, to: owner, reason } });
  if (plot.moved !== null) {
    const { by, to } = plot.moved;
    reason = { code: "by_hand", by };
    events.push({
      at: Math.min(now, receivedAt + MINUTE + chance.upTo(20 * MINUTE)),
      actor: by,
      data: { kind: "assignment", from: owner, to, reason },
    });
    owner = to;
    team = plot.moved.team;
  }
  const stage = plot.waiting || owner === null ? "new" : work(plot, owner, events);
  const attempt = events.find((event) => event.data.kind === "attempt");
  const created = { workspaceId: workspace.id, lead: id };
  return {
    lead: {
      id,
      workspaceId: workspace.id,
      version: events.filter((event) => event.at > receivedAt).length + 1,
      name: person.name,
      phone: person.phone,
      email: person.email,
      company: person.company,
      city: person.city,
      stage,
      owner,
      team,
      reason,
      form: form.id,
      page: form.page,
      campaign: campaign?.id ?? null,
      projects: form.project === null ? [] : [form.project],
      source: chance.share(0.6) ? "ig" : "fb",
      isTest: plot.isTest,
      submittedAt,
      receivedAt,
      firstAttemptAt: attempt?.at ?? null,
      reachedAt: events.find(({ data }) => data.kind === "attempt" && data.outcome === "reached")?.at ?? null,
      closedAt: stage === "won" || stage === "lost" ? (events.findLast(({ data }) => data.kind === "stage")?.at ?? null) : null,
      lastActivityAt: Math.max(submittedAt, ...events.filter((event) => event.at > receivedAt).map((event) => event.at)),
      sameAs: plot.sameAs,
      ...waitingDeadlines(submittedAt, workspace.settings),
    },
    search: { scope: searchScope(workspace.id, owner, team), ...searchWords(person) },
    submission: {
      ...created,
      source: `meta:${plot.metaLead}`,
      id: submission,
      form: form.id,
      formName: form.name,
      page: form.page,
      campaign: campaign?.name ?? null,
      adSet: campaign?.adSet ?? null,
      ad: campaign?.ad ?? null,
      platform: chance.share(0.6) ? "ig" : "fb",
      organic: campaign === null,
      via: "demo",
      submittedAt,
      receivedAt,
      answers: person.answers,
      consents: form.checkboxes.map(({ key, text }) => ({ key, label: text, given: chance.share(0.7) })),
    },
    identities: plot.isTest ? [] : person.identities.map(({ kind, value }) => ({ ...created, kind, value, claims: plot.sameAs === null })),
    assignments: events.flatMap(({ at, actor, data }) =>
      data.kind === "assignment"
        ? [{ ...created, id: chance.idAt(at), at, from: data.from, to: data.to, team, actor, reason: data.reason }]
        : [],
    ),
    timeline: events.map((event) => ({ ...created, id: chance.idAt(event.at), ...event })),
  };
}

/** How far leads of that age have come: the later stages with their shares, in order. */
function destiny(chance: Chance, age: number): readonly string[] {
  const draw = chance.next();
  if (age < DAY) return draw < 0.35 ? [] : draw < 0.85 ? ["contacted"] : ["contacted", "qualified"];
  if (age < 7 * DAY) {
    if (draw < 0.1) return [];
    if (draw < 0.5) return ["contacted"];
    if (draw < 0.75) return ["contacted", "qualified"];
    return draw < 0.88 ? ["contacted", "qualified", "visit"] : ["contacted", "lost"];
  }
  if (draw < 0.14) return ["contacted"];
  if (draw < 0.3) return ["contacted", "qualified"];
  if (draw < 0.42) return ["contacted", "qualified", "visit"];
  if (draw < 0.53) return ["contacted", "qualified", "visit", "won"];
  return draw < 0.7 ? ["contacted", "qualified", "lost"] : ["contacted", "lost"];
}

/** What the owner did about the lead; returns the stage it has come to. Nothing happens in the future. */
function work(plot: Plot, owner: string, events: Event[]): string {
  const { chance, now, submittedAt } = plot;
  const age = now - submittedAt;
  const from = Math.max(submittedAt, ...events.map((event) => event.at));
  const stages = destiny(chance, age);
  const until = now - MINUTE;
  // Most are quick, some are not.
  const pause = MINUTE + chance.upTo(chance.share(0.7) ? 6 * MINUTE : 3 * HOUR);
  let at = Math.max(from, Math.min(until, from + pause));
  const attempt = (outcome: AttemptOutcome) =>
    events.push({ at, actor: owner, data: { kind: "attempt", channel: chance.one(["phone", "whatsapp", "email"] as const), outcome } });
  attempt(stages.length === 0 ? "no_answer" : chance.share(0.3) ? "message_left" : "reached");
  let stage = "new";
  for (const next of stages) {
    at = Math.max(at, Math.min(until, at + (stage === "new" ? MINUTE : chance.upTo(Math.max(HOUR, age / 4)))));
    if (stage !== "new" && chance.share(0.5)) attempt("reached");
    events.push({ at, actor: owner, data: { kind: "stage", from: stage, to: next } });
    stage = next;
  }
  return stage;
}
