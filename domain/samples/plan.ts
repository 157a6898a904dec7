import type { Answer } from "../answers.ts";
import type { FollowUpWay } from "../followup.ts";
import type { Priority } from "../lead.ts";
import type { Setup, StageSetup } from "../setup.ts";
import type { TimelineData } from "../story.ts";
import {
  SAMPLE_CITIES,
  SAMPLE_FOLLOW_UPS,
  SAMPLE_FORM,
  SAMPLE_NAMES,
  SAMPLE_NOTES,
  SAMPLE_PROJECTS,
  SAMPLE_QUESTIONS,
  SAMPLE_TAGS,
} from "./people.ts";

/** Demo leads of a new workspace: nobody's names and numbers, in all of its stages, with something to do about some of them. */

export const SAMPLES = SAMPLE_NAMES.length;
/** What a demo lead's submission came from: the key by which each is known again, and is there once (IN2). */
export const SAMPLE_SOURCE = "sample:";
/** So that they are known again, whatever else a workspace sells. */
export const SAMPLE_PROJECT_IDS: readonly string[] = ["019c0000-0000-7000-8000-00000000d001", "019c0000-0000-7000-8000-00000000d002"];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface SampleLead {
  /** In its submission's source. */
  readonly n: number;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly language: "en" | "ar";
  readonly formName: string;
  readonly source: "fb" | "ig";
  readonly stage: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly submittedAt: number;
  readonly firstAttemptAt: number | null;
  readonly reachedAt: number | null;
  readonly lastActivityAt: number;
  readonly closedAt: number | null;
  readonly value: number | null;
  readonly lostReason: string | null;
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  /** Which of the workspace's projects, by place. */
  readonly project: number;
  readonly answers: readonly Answer[];
  /** In the order in which it happened; the submission, which is told first, is not among them. */
  readonly story: readonly { readonly at: number; readonly actor: string; readonly data: TimelineData }[];
  readonly followUp: { readonly way: FollowUpWay; readonly note: string; readonly dueAt: number } | null;
}

export interface SampleWish {
  readonly setup: Pick<Setup, "stages" | "lostReasons">;
  /** Who can be given leads; whoever asks for them first. */
  readonly people: readonly { readonly id: string; readonly teams: readonly string[] }[];
  readonly language: "en" | "ar";
  readonly now: number;
}

/** How far each of them has come; a third of a list that is new, and fewer at every step. */
const STEPS =
  "new new new seen new talk new seen talk new far seen won talk new seen far lost talk seen far won talk seen lost far won talk seen new".split(
    " ",
  );
/** Hours until what is to be done is due, for those who have something to do. */
const DUE = [-26, -2, 1, 3, 20, 27, 46, 72, 95, 120];

/** FL1: they are test leads, so they are in no count. Numbers of Ofcom's range for stories, and addresses of no domain (RFC 2606). */
export function sampleLeads({ setup, people, language, now }: SampleWish): SampleLead[] {
  const of = (both: readonly [string, string]) => both[language === "en" ? 0 : 1];
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
  const open = setup.stages.filter(({ kind, retired }) => kind === "open" && !retired);
  const ends = (kind: StageSetup["kind"]) => setup.stages.find((one) => one.kind === kind && !one.retired);
  let planned = 0;
  return SAMPLE_NAMES.map((both, n): SampleLead => {
    const step = STEPS[n] ?? "new";
    const submittedAt = Math.round(now - (step === "new" ? (n + 1) * 9 * MINUTE : DAY + n * 11 * HOUR));
    const age = now - submittedAt;
    // Of those who just came, some are still anybody's.
    const person = step === "new" && n % 3 === 2 ? undefined : pick(people, n);
    const stage = stageAt(step, open, ends);
    const story: SampleLead["story"][number][] = [];
    const say = (share: number, data: TimelineData) =>
      person === undefined ? undefined : story.push({ at: Math.round(submittedAt + share * age), actor: person.id, data });
    const tries = step === "new" ? 0 : 1 + (n % 2);
    const reached = step !== "new" && step !== "seen";
    if (tries > 0) say(0.1, { kind: "attempt", channel: "phone", outcome: reached && tries === 1 ? "reached" : "no_answer" });
    if (tries > 1)
      say(0.2, { kind: "attempt", channel: n % 4 === 1 ? "whatsapp" : "phone", outcome: reached ? "reached" : "message_left" });
    if (step !== "new" && n % 3 !== 1) say(0.3, { kind: "note", text: of(pick(SAMPLE_NOTES, n) ?? ["", ""]), mentions: [] });
    const lostReason = stage.kind === "lost" ? (setup.lostReasons.find(({ retired }) => !retired)?.id ?? null) : null;
    const value = stage.kind === "won" ? 250_000 + n * 10_000 : null;
    const from = open[0]?.id ?? stage.id;
    if (stage.id !== from) say(0.5, { kind: "stage", from, to: stage.id, ...(lostReason && { lostReason }), ...(value && { value }) });
    const due = stage.kind === "open" && step !== "new" && planned < DUE.length ? DUE[planned++] : undefined;
    const at = (kind: "attempt" | "reached") =>
      story.find(({ data }) => data.kind === "attempt" && (kind === "attempt" || data.outcome === "reached"))?.at ?? null;
    return {
      n,
      name: of(both),
      phone: `+447700900${String(100 + n)}`,
      email: `${both[0].toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.com`,
      city: of(pick(SAMPLE_CITIES, n) ?? ["", ""]),
      language,
      formName: of(SAMPLE_FORM),
      source: n % 2 === 0 ? "ig" : "fb",
      stage: stage.id,
      owner: person?.id ?? null,
      team: person?.teams[0] ?? null,
      submittedAt,
      firstAttemptAt: at("attempt"),
      reachedAt: at("reached"),
      lastActivityAt: story.at(-1)?.at ?? submittedAt,
      closedAt: stage.kind === "open" ? null : (story.at(-1)?.at ?? submittedAt),
      value,
      lostReason,
      priority: step === "far" ? "high" : n === 1 ? "urgent" : null,
      tags: n % 7 === 3 ? [of(pick(SAMPLE_TAGS, n) ?? ["", ""])] : [],
      project: n % SAMPLE_PROJECTS.length,
      answers: SAMPLE_QUESTIONS.map(({ key, label, options }, nth) => {
        const said = of(pick(options, n + nth) ?? ["", ""]);
        return { key, label: of(label), type: null, values: [said], shown: [said] };
      }),
      story,
      followUp:
        due === undefined || person === undefined
          ? null
          : {
              way: n % 2 === 0 ? "call" : "whatsapp",
              note: of(pick(SAMPLE_FOLLOW_UPS, n) ?? ["", ""]),
              dueAt: Math.round(now + due * HOUR),
            },
    };
  });
}

function stageAt(step: string, open: readonly StageSetup[], ends: (kind: StageSetup["kind"]) => StageSetup | undefined): StageSetup {
  const nth = { new: 0, seen: 1, talk: 2, far: 3 }[step];
  const end = step === "won" || step === "lost" ? ends(step) : undefined;
  const stage = end ?? open[Math.min(nth ?? 0, open.length - 1)];
  if (stage === undefined) throw new Error("a setup without an open stage");
  return stage;
}
