import type { AttemptOutcome, Channel, Priority } from "../../domain/lead.ts";
import type { Interest } from "../../domain/project.ts";
import { type FieldValue, type Setup, stageOf } from "../../domain/setup.ts";
import type { TimelineData } from "../../domain/story.ts";
import type { Chance } from "./chance.ts";
import { COMPANIES, TAGS, type Texts } from "./texts.ts";

/** What an owner did about a lead, as the entries and the fields that their commands would have left. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Event {
  readonly at: number;
  readonly actor: string | null;
  readonly data: TimelineData;
}

export interface Job {
  readonly chance: Chance;
  readonly now: number;
  readonly setup: Setup;
  readonly submittedAt: number;
  readonly owner: string;
  readonly language: "en" | "ar";
  readonly texts: Texts;
  /** Fills in who writes to whom about what. */
  readonly fill: (text: string) => string;
  readonly project: string | null;
  /** What they answered of their budget, where they were asked. */
  readonly budget: string | null;
  readonly prices: Readonly<Record<string, readonly [number, number]>>;
}

/** What stands in the lead in the end, beside what its entries say. */
export interface Worked {
  readonly stage: string;
  readonly value: number | null;
  readonly lostReason: string | null;
  readonly priority: Priority | null;
  readonly tags: readonly string[];
  readonly company: string | null;
  readonly custom: Readonly<Record<string, FieldValue>>;
  readonly interest: { readonly interest: Interest; readonly note: string | null } | null;
  readonly edited: readonly string[];
}

export const NOTHING_DONE: Worked = {
  stage: "new",
  value: null,
  lostReason: null,
  priority: null,
  tags: [],
  company: null,
  custom: {},
  interest: null,
  edited: [],
};

/** How far leads of that age have come: the later stages with their shares, in order. */
function destiny(chance: Chance, age: number): readonly string[] {
  const draw = chance.next();
  if (age < DAY) return draw < 0.35 ? [] : draw < 0.85 ? ["contacted"] : ["contacted", "qualified"];
  if (age < 7 * DAY) {
    if (draw < 0.1) return [];
    if (draw < 0.5) return ["contacted"];
    if (draw < 0.73) return ["contacted", "qualified"];
    if (draw < 0.86) return ["contacted", "qualified", "visit"];
    return draw < 0.9 ? ["contacted", "qualified", "visit", "negotiation"] : ["contacted", "lost"];
  }
  if (draw < 0.14) return ["contacted"];
  if (draw < 0.28) return ["contacted", "qualified"];
  if (draw < 0.37) return ["contacted", "qualified", "visit"];
  if (draw < 0.43) return ["contacted", "qualified", "visit", "negotiation"];
  if (draw < 0.53) return ["contacted", "qualified", "visit", "negotiation", "won"];
  return draw < 0.7 ? ["contacted", "qualified", "lost"] : ["contacted", "lost"];
}

const EARLY_LOSSES = ["not_interested", "not_reached", "wrong_contact", "price"] as const;
const LATE_LOSSES = ["price", "bought_elsewhere", "moved_away", "something_else", "price"] as const;

/** Appends what happened to `events`. Nothing happens in the future. */
export function work(job: Job, events: Event[]): Worked {
  const { chance, now, setup, submittedAt, owner, texts, fill } = job;
  const age = now - submittedAt;
  const until = now - MINUTE;
  const stages = destiny(chance, age).filter((id) => stageOf(setup, id) !== undefined);
  // Most are quick, some are not.
  const pause = MINUTE + chance.upTo(chance.share(0.7) ? 6 * MINUTE : 3 * HOUR);
  const from = Math.max(submittedAt, ...events.map((event) => event.at));
  let at = Math.max(from, Math.min(until, from + pause));
  const later = (most: number) => void (at = Math.max(at, Math.min(until, at + MINUTE + chance.upTo(most))));
  const tell = (data: TimelineData, actor: string | null = owner) => void events.push({ at, actor, data });
  const attempt = (channel: Channel, outcome: AttemptOutcome, text?: string, way?: "in") =>
    tell({ kind: "attempt", channel, outcome, ...(way !== undefined && { way }), ...(text !== undefined && { text: fill(text) }) });
  const sometimes = (share: number, of: readonly string[]) => (chance.share(share) ? chance.one(of) : undefined);
  const note = (of: readonly string[]) => tell({ kind: "note", text: fill(chance.one(of)), mentions: [] });

  firstTry();
  let done: Worked = NOTHING_DONE;
  for (const next of stages) {
    if (next !== "contacted") later(Math.max(HOUR, age / 5));
    done = { ...done, ...before(next) };
    const closing = next === "lost" ? { lostReason: done.lostReason } : next === "won" ? { value: done.value ?? 0 } : {};
    tell({ kind: "stage", from: done.stage, to: next, ...closing });
    done = { ...done, stage: next };
  }
  return done;

  function firstTry(): void {
    const reached = stages.length > 0;
    const draw = chance.next();
    if (draw < 0.6) {
      if (!reached) return attempt("phone", "no_answer");
      if (chance.share(0.3)) {
        attempt("phone", "no_answer");
        later(3 * HOUR);
      }
      return attempt("phone", "reached", sometimes(0.4, texts.calls));
    }
    const channel = draw < 0.92 ? "whatsapp" : "email";
    attempt(channel, "message_left", chance.one(channel === "email" ? texts.mail : texts.hello));
    if (!reached) return;
    later(4 * HOUR);
    attempt(channel, "reached", chance.one(texts.replies), "in");
  }

  /** What leads to a stage. */
  function before(stage: string): Partial<Worked> {
    switch (stage) {
      case "contacted":
        later(20 * MINUTE);
        return chance.share(0.12)
          ? learn({ ...(chance.share(0.5) && { priority: chance.one(["high", "medium", "low"] as const) }), tags: someTags() })
          : {};
      case "qualified":
        if (chance.share(0.55)) note(texts.notes);
        later(30 * MINUTE);
        return learn(asked(job));
      case "visit":
        attempt("in_person", chance.share(0.85) ? "reached" : "no_answer", sometimes(0.7, texts.meetings));
        return {};
      case "negotiation":
        if (chance.share(0.5)) attempt("whatsapp", "reached", chance.one(texts.replies), "in");
        later(2 * HOUR);
        note(texts.offers);
        return {};
      case "won":
        attempt("in_person", "reached");
        return { value: done.value ?? price(job) };
      case "lost": {
        const known = (id: string) => setup.lostReasons.some((one) => one.id === id);
        return { lostReason: chance.one((done.stage === "contacted" ? EARLY_LOSSES : LATE_LOSSES).filter(known)) };
      }
      default:
        return {};
    }
  }

  /** One edit of several fields, as both values in the story. */
  function learn(is: Partial<Worked>): Partial<Worked> {
    const { custom = {}, interest, ...plain } = is;
    const changes = [
      ...Object.entries(plain).map(([field, to]) => ({ field, from: Array.isArray(to) ? [] : null, to: to as FieldValue })),
      ...Object.entries(custom).map(([field, to]) => ({ field: `custom:${field}`, from: null, to })),
    ];
    if (changes.length > 0) tell({ kind: "fields", changes });
    if (interest != null && job.project !== null)
      tell({ kind: "project", project: job.project, from: { interest: null, note: null }, to: { ...interest } });
    return { ...is, edited: [...done.edited, ...changes.map(({ field }) => field)] };
  }

  function someTags(): string[] {
    const [one, other] = [chance.one(TAGS[job.language]), chance.one(TAGS[job.language])];
    return one === other ? [one] : [one, other];
  }

  function asked({ budget }: Job): Partial<Worked> {
    const has = (id: string) => setup.fields.some((one) => one.id === id);
    const amount = budget ?? chance.one(Object.keys(job.prices));
    const units = UNITS[amount] ?? [];
    const custom: Record<string, FieldValue> = {
      ...(has("budget") && { budget: amount }),
      ...(has("unit_type") && chance.share(0.8) && { unit_type: chance.share(0.3) ? [...units] : [chance.one(units)] }),
      ...(has("moving_in") && chance.share(0.4) && { moving_in: new Date(now + (20 + chance.upTo(300)) * DAY).toISOString().slice(0, 10) }),
    };
    const tags = chance.share(0.4) ? someTags() : [];
    return {
      value: price({ ...job, budget: amount }),
      ...(chance.share(0.65) && { priority: chance.one(PRIORITIES) }),
      ...(done.tags.length === 0 && tags.length > 0 && { tags }),
      ...(chance.share(0.12) && { company: chance.one(COMPANIES) }),
      ...(chance.share(0.25) && {
        interest: { interest: chance.one(["high", "high", "medium", "low"] as const), note: sometimes(0.3, texts.interest) ?? null },
      }),
      custom,
    };
  }
}

const PRIORITIES = ["urgent", "high", "high", "medium", "medium", "low"] as const;
const UNITS: Readonly<Record<string, readonly string[]>> = {
  under_1m: ["studio", "one_bed"],
  "1m_to_2m": ["one_bed", "two_bed"],
  over_2m: ["three_bed", "penthouse", "villa"],
};

/** Whole thousands, as prices are talked about. */
const STEP = 5_000;

function price({ chance, prices, budget }: Job): number {
  const [low, high] = prices[budget ?? ""] ?? prices[Object.keys(prices)[0] ?? ""] ?? [500_000, 900_000];
  return Math.round((low + chance.next() * (high - low)) / STEP) * STEP;
}
