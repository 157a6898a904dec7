import { newFollowUp, remindAt } from "../../domain/due.ts";
import type { FollowUpWay, Repeats } from "../../domain/followup.ts";
import { BANNABLE, type Bannable } from "../../domain/lead.ts";
import { dayStart, momentOf, wallAt } from "../../domain/localtime.ts";
import type { Ban } from "../../domain/nocontact.ts";
import { type Setup, stageOf } from "../../domain/setup.ts";
import type { TimelineData } from "../../domain/story.ts";
import type { Story } from "../store/stories.ts";
import { ELENA, HIND, NILE, SARA, YOUSEF } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { CAR_TO_DO, TO_DO } from "./texts.ts";

/** What people mean to do about their leads, around now, so that everybody's day looks like one; and whom nobody is to reach. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Around {
  readonly dice: Chance;
  readonly now: number;
  readonly timeZone: string;
  readonly setup: Setup;
}

interface Meant {
  readonly way: FollowUpWay;
  /** From now; of another day by the clocks there. */
  readonly due: number | { readonly day: number; readonly hour: number };
  readonly remind?: number;
  readonly repeats?: Pick<Repeats, "every" | "unit">;
  /** It was done so long after it was due. */
  readonly done?: number;
}

/** One agent's, the same for everybody but for some minutes. */
const PLAN: readonly Meant[] = [
  { way: "call", due: { day: -1, hour: 16.5 } },
  { way: "whatsapp", due: -3 * HOUR },
  { way: "call", due: -50 * MINUTE },
  { way: "call", due: 20 * MINUTE, remind: 10 },
  { way: "meeting", due: 90 * MINUTE, remind: 30 },
  { way: "email", due: 3 * HOUR },
  { way: "call", due: 4.5 * HOUR, repeats: { every: 1, unit: "week" } },
  { way: "call", due: { day: 1, hour: 9.5 } },
  { way: "meeting", due: { day: 1, hour: 11 }, remind: 60 },
  { way: "whatsapp", due: { day: 1, hour: 15 } },
  { way: "call", due: { day: 2, hour: 10 } },
  { way: "other", due: { day: 2, hour: 13.5 } },
  { way: "call", due: { day: 3, hour: 9 }, repeats: { every: 3, unit: "day" } },
  { way: "meeting", due: { day: 4, hour: 17 }, remind: 60 },
  { way: "email", due: { day: 5, hour: 10 } },
  { way: "call", due: { day: 6, hour: 12 } },
  { way: "call", due: { day: 9, hour: 11 } },
  { way: "meeting", due: { day: 13, hour: 10.5 }, remind: 120 },
  { way: "call", due: { day: 30, hour: 10 }, repeats: { every: 1, unit: "month" } },
  { way: "call", due: -40 * MINUTE, done: 5 * MINUTE },
  { way: "whatsapp", due: -2 * HOUR, done: 10 * MINUTE },
  { way: "meeting", due: -5 * HOUR, done: HOUR },
  { way: "call", due: { day: -1, hour: 11 }, done: 20 * MINUTE },
];
/** Beside these, on some day of the coming weeks. */
const OTHERS = 20;

/** Who asked not to be reached, how, and who wrote it down. */
const BANS: readonly {
  readonly by: string;
  readonly closed: boolean;
  readonly ban: Pick<Ban, "source" | "note">;
  readonly channels: readonly Bannable[];
}[] = [
  { by: SARA.id, closed: false, channels: ["phone"], ban: { source: "call", note: "Asked us to write instead of calling." } },
  { by: YOUSEF.id, closed: true, channels: BANNABLE, ban: { source: "email", note: "Bought elsewhere and wants to hear nothing more." } },
  { by: HIND.id, closed: false, channels: ["whatsapp"], ban: { source: "message", note: "طلب عدم مراسلته على واتساب." } },
  { by: ELENA.id, closed: true, channels: ["phone", "whatsapp"], ban: { source: "call", note: null } },
];

export function planDays(stories: readonly Story[], around: Around): Story[] {
  const after = new Map(stories.map((story) => [story.lead.id, story]));
  const put = (story: Story) => void after.set(story.lead.id, story);
  const worked = stories.filter(({ lead }) => !lead.isTest && lead.archivedAt == null && lead.firstAttemptAt != null).toReversed();
  const isOpen = ({ lead }: Story) => stageOf(around.setup, lead.stage)?.kind === "open";
  const taken = new Set<string>();
  for (const { by, closed, channels, ban } of BANS) {
    const story = worked.find((one) => one.lead.owner === by && isOpen(one) === !closed && one.lead.lastActivityAt < around.now - DAY);
    if (story === undefined) continue;
    taken.add(story.lead.id);
    put(banned(story, channels, ban, around));
  }
  for (const [owner, own] of Map.groupBy(worked.filter(isOpen), ({ lead }) => lead.owner)) {
    if (owner == null) continue;
    for (const meant of [...PLAN, ...someDays(around.dice)]) {
      const dueAt = momentIn(meant.due, around);
      // What was to be done already was set before that.
      const before = Math.min(dueAt, around.now) - 2 * MINUTE;
      const story = own.find(({ lead }) => !taken.has(lead.id) && lead.lastActivityAt < before && suits(meant.way, lead.stage));
      if (story === undefined) continue;
      taken.add(story.lead.id);
      put(followed(story, owner, meant, dueAt, before, around));
    }
  }
  return stories.map((story) => after.get(story.lead.id) ?? story);
}

function someDays(dice: Chance): Meant[] {
  return Array.from({ length: OTHERS }, () => ({
    way: dice.one(["call", "call", "whatsapp", "email"] as const),
    due: { day: 1 + dice.upTo(20), hour: 9 + dice.upTo(18) / 2 },
  }));
}

const wants = (stage: string) => ["qualified", "visit", "negotiation"].includes(stage);

/** Nobody shows a flat to somebody whom they have just reached. */
function suits(way: FollowUpWay, stage: string): boolean {
  return wants(stage) || (way !== "meeting" && way !== "other");
}

function noteFor({ lead }: Story, way: FollowUpWay, dice: Chance): string {
  const language = lead.language === "ar" ? "ar" : "en";
  const texts = lead.workspaceId === NILE.id ? CAR_TO_DO : TO_DO[language][wants(lead.stage) ? "late" : "early"];
  return dice.one<string>(texts[way === "messenger" ? "whatsapp" : way]);
}

const STEP = 5 * MINUTE;

/** What is due in some hours is due today, however late it is. */
const EVENING = 5 * HOUR;

function momentIn(due: Meant["due"], { dice, now, timeZone }: Around): number {
  const jitter = dice.upTo(3) * STEP;
  if (typeof due !== "number") {
    const day = wallAt(now, timeZone).day + due.day;
    return momentOf({ day, minute: due.hour * 60 }, timeZone) + jitter;
  }
  const left = dayStart(now, timeZone, 1) - STEP - now;
  const at = due < 0 ? due : due * Math.min(1, Math.max(0, left) / EVENING);
  return Math.ceil((now + at) / STEP) * STEP;
}

function followed(story: Story, owner: string, meant: Meant, dueAt: number, before: number, { dice, now }: Around): Story {
  const { lead } = story;
  const setAt = Math.min(before, lead.lastActivityAt + MINUTE + dice.upTo(10 * MINUTE));
  const wish = {
    id: dice.idAt(setAt),
    way: meant.way,
    note: dice.share(0.85) ? noteFor(story, meant.way, dice) : null,
    dueAt,
    remind: meant.remind ?? null,
    repeats: meant.repeats ?? null,
  };
  const one = newFollowUp(wish, { id: lead.id, owner }, owner, setAt);
  const doneAt = meant.done === undefined ? null : Math.min(now - MINUTE, dueAt + meant.done);
  const said = (act: "set" | "done"): TimelineData => ({
    kind: "follow_up",
    followUp: one.id,
    act,
    way: one.way,
    due: dueAt,
    note: one.note,
  });
  const row = doneAt === null ? one : { ...one, state: "done" as const, doneAt, version: 2 };
  const { lead: leadId, ...rest } = row;
  return {
    ...happened(story, dice, [
      { at: setAt, actor: owner, data: said("set") },
      ...(doneAt === null ? [] : [{ at: doneAt, actor: owner, data: said("done") }]),
    ]),
    followUps: [
      {
        ...rest,
        workspaceId: lead.workspaceId,
        lead: leadId,
        remindAt: row.state === "open" ? remindAt(row, now) : null,
      },
    ],
  };
}

function banned(story: Story, channels: readonly Bannable[], ban: Pick<Ban, "source" | "note">, { dice }: Around): Story {
  const { owner, lastActivityAt } = story.lead;
  const at = lastActivityAt + MINUTE + dice.upTo(4 * HOUR);
  const by = owner ?? "";
  const told = happened(story, dice, [
    { at, actor: by, data: { kind: "no_contact", channels: [...channels], on: true, source: ban.source, note: ban.note } },
  ]);
  const bans = channels.map((channel): Ban => ({ channel, ...ban, at, by }));
  return { ...told, lead: { ...told.lead, bans, noContact: [...channels] } };
}

/** The story with some entries more, and the lead as they leave it. */
function happened(
  story: Story,
  dice: Chance,
  events: readonly { readonly at: number; readonly actor: string; readonly data: TimelineData }[],
): Story {
  const { lead } = story;
  const open = events.flatMap(({ data }) => (data.kind === "follow_up" && data.act === "set" ? [data.due] : []));
  const done = events.some(({ data }) => data.kind === "follow_up" && data.act === "done");
  return {
    ...story,
    lead: {
      ...lead,
      version: (lead.version ?? 1) + events.length,
      lastActivityAt: Math.max(lead.lastActivityAt, ...events.map(({ at }) => at)),
      nextFollowUpAt: done ? null : (open[0] ?? null),
    },
    timeline: [
      ...story.timeline,
      ...events.map(({ at, actor, data }) => ({ workspaceId: lead.workspaceId, lead: lead.id, id: dice.idAt(at), at, actor, data })),
    ],
  };
}
