import type { RawAnswer } from "../../domain/answers.ts";
import { HAND_SOURCES } from "../../domain/lead.ts";
import { type Credits, decideOwner } from "../../domain/routing.ts";
import type { Story } from "../store/stories.ts";
import {
  type CastForm,
  FORMS,
  HEIGHTS_EN,
  LAYLA,
  MARINA,
  MARINA_DESK,
  NILE,
  OPEN_DAY,
  PALM_AR,
  PEOPLE,
  PRIYA,
  RULES,
  SARA,
  WORKSPACES,
  YOUSEF,
} from "./cast.ts";
import { type Chance, chance } from "./chance.ts";
import { planDays } from "./days.ts";
import { setupOf } from "./floor.ts";
import { type Typist, typedBySomebody } from "./person.ts";
import { languageOf, tell } from "./story.ts";

/** The demo's leads, told backwards from now. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const LEADS = { [MARINA.id]: 2_000, [NILE.id]: 60 };
const DAYS = 90;
/** Layla was here until then, and took her turns. */
const LAYLA_LEFT = 3 * DAY;
/** What the rules left unassigned is taken over by hand after a while. */
const LEFT_ALONE = 2 * DAY;
/** People who called, walked in or were sent by a friend. */
const BY_HAND = 0.015;
/** People who fill in a second form. */
const AGAIN = 0.04;

export interface Told {
  readonly workspace: string;
  readonly stories: readonly Story[];
  readonly turns: Readonly<Record<string, Credits>>;
}

/** One lead that a person looking at the demo should find. */
interface Scene {
  readonly age: number;
  readonly form: string;
  readonly waiting?: boolean;
  readonly isTest?: boolean;
  readonly raw?: readonly RawAnswer[];
  readonly sameAsAge?: number;
  /** Somebody met them. */
  readonly byHand?: (typeof HAND_SOURCES)[number];
}

const TWIN_PHONE = "+971501110022";
const twin = (name: string, email: string): RawAnswer[] => [
  { name: "full_name", values: [name] },
  { name: "phone_number", values: [TWIN_PHONE] },
  { name: "email", values: [email] },
];

/** Waiting green, amber and red; unassigned with both reasons; two who may be one; a test. The goal is five minutes. */
const SCENES: readonly Scene[] = [
  { age: 40 * SECOND, form: HEIGHTS_EN, waiting: true },
  { age: 100 * SECOND, form: HEIGHTS_EN, waiting: true },
  { age: 3 * MINUTE, form: OPEN_DAY, waiting: true },
  { age: 4 * MINUTE, form: HEIGHTS_EN, waiting: true },
  { age: 6 * MINUTE, form: HEIGHTS_EN, waiting: true },
  { age: 7 * MINUTE, form: PALM_AR, waiting: true },
  { age: 8 * MINUTE, form: HEIGHTS_EN, waiting: true },
  { age: 13 * MINUTE, form: HEIGHTS_EN, waiting: true },
  { age: 21 * MINUTE, form: HEIGHTS_EN, waiting: true, raw: twin("Faisal Al Falasi", "faisal.alfalasi@example.com"), sameAsAge: 50 * HOUR },
  { age: 34 * MINUTE, form: HEIGHTS_EN, isTest: true, waiting: true, raw: testAnswers() },
  { age: 50 * HOUR, form: HEIGHTS_EN, raw: twin("Noura Al Falasi", "noura.alfalasi@example.net") },
];

export function tellAll(now: number): Told[] {
  const dice = chance(20261105);
  return WORKSPACES.map((workspace) => {
    const forms = FORMS.filter((form) => form.workspace === workspace.id);
    const scenes = workspace.id === MARINA.id ? SCENES : [];
    const many = Array.from({ length: (LEADS[workspace.id] ?? 0) - scenes.length }, () => ({
      age: anAge(dice, workspace.id === MARINA.id),
      form: byShare(dice, forms),
      ...(dice.share(BY_HAND) && { byHand: dice.one(HAND_SOURCES) }),
    }));
    const plots: Scene[] = [...many, ...scenes].sort((a, b) => b.age - a.age);
    return tellWorkspace(workspace, plots, dice, now);
  });
}

function tellWorkspace(workspace: (typeof WORKSPACES)[number], scenes: readonly Scene[], dice: Chance, now: number): Told {
  const typist: Typist = { chance: dice, country: workspace.settings.country, people: 1 };
  const setup = setupOf(workspace.id);
  const rules = RULES.filter((rule) => rule.workspaceId === workspace.id);
  const turns: Record<string, Credits> = {};
  const byAge = new Map<number, string>();
  const stories = scenes.map((scene, n) => {
    const form = formOf(scene.form);
    const lead = { page: form.page, form: form.id, campaign: null, isTest: scene.isTest ?? false };
    const routed = decideOwner({ lead, rules, people: peopleOf(workspace.id, scene.age), credits: turns });
    if (routed.turn !== undefined) turns[routed.turn.rule] = routed.turn.credits;
    const byHand = scene.byHand !== undefined && routed.owner !== null ? scene.byHand : null;
    const story = tell({
      chance: dice,
      now,
      workspace,
      setup,
      form,
      raw: scene.raw ?? typedBySomebody(typist, form),
      // Meta's times are whole seconds.
      submittedAt: Math.floor((now - scene.age) / SECOND) * SECOND,
      isTest: lead.isTest,
      waiting: scene.waiting ?? false,
      routed,
      moved: lead.isTest || scene.waiting || byHand !== null ? null : movedBy(dice, workspace.id, routed.owner, scene.age),
      byHand,
      again: byHand === null && !lead.isTest && dice.share(AGAIN) ? anotherForm(dice, form) : null,
      sameAs: scene.sameAsAge === undefined ? null : (byAge.get(scene.sameAsAge) ?? null),
      metaLead: `${workspace.id === MARINA.id ? "8800" : "8811"}${String(n).padStart(12, "0")}`,
    });
    byAge.set(scene.age, story.lead.id);
    return story;
  });
  return { workspace: workspace.id, stories: planDays(stories, { dice, now, timeZone: workspace.settings.timeZone, setup }), turns };
}

/** Managers give some leads to others, and take care of what the rules left. */
function movedBy(dice: Chance, workspaceId: string, owner: string | null, age: number) {
  if (workspaceId !== MARINA.id) return null;
  if (owner === null) return age > LEFT_ALONE ? { by: PRIYA.id, to: dice.one([SARA, YOUSEF]).id, team: MARINA_DESK } : null;
  const swap = owner === SARA.id ? YOUSEF : owner === YOUSEF.id ? SARA : null;
  return swap !== null && dice.share(0.06) ? { by: PRIYA.id, to: swap.id, team: MARINA_DESK } : null;
}

function peopleOf(workspaceId: string, age: number) {
  return PEOPLE.filter((one) => one.workspace === workspaceId).map(({ id, teams, weight, away }) => ({
    id,
    teams,
    weight,
    available: !away || (id === LAYLA.id && age > LAYLA_LEFT),
  }));
}

/** Many today, fewer each day before, hardly any at night. */
function anAge(dice: Chance, busy: boolean): number {
  if (busy && dice.share(0.035)) return 40 * MINUTE + dice.next() * 10 * HOUR;
  const day = Math.floor(DAYS * dice.next() ** 1.15);
  const hour = dice.share(0.9) ? dice.next() * 14 : dice.next() * 24;
  return Math.min(DAYS * DAY - HOUR, day * DAY + hour * HOUR + 40 * MINUTE + dice.next() * HOUR);
}

function byShare(dice: Chance, forms: readonly CastForm[]): string {
  let left = dice.next() * forms.reduce((sum, form) => sum + form.share, 0);
  return (forms.find((form) => (left -= form.share) < 0) ?? formOf(HEIGHTS_EN)).id;
}

/** One in the same words, of the same workspace. */
function anotherForm(dice: Chance, form: CastForm): CastForm | null {
  const others = FORMS.filter(
    (one) => one.workspace === form.workspace && one.id !== form.id && one.share > 0 && languageOf(one) === languageOf(form),
  );
  return others.length === 0 ? null : dice.one(others);
}

function formOf(id: string): CastForm {
  const form = FORMS.find((one) => one.id === id);
  if (form === undefined) throw new Error("no such form in the cast");
  return form;
}

/** As Meta's testing tool fills in. */
function testAnswers(): RawAnswer[] {
  return ["full_name", "phone_number", "city"]
    .map((name) => ({ name, values: [`<test lead: dummy data for ${name}>`] }))
    .concat([{ name: "email", values: ["test@meta.com"] }]);
}
