import { type Accessor, createSignal } from "solid-js";
import type { LeadRow } from "../../domain/lead.ts";
import type { Chime } from "../connection/chime.ts";
import type { Browser, Clock } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";
import { called, type Called, type Notice } from "./notice.ts";

const QUIET_MS = 10_000;
/** What happens within this is said in one breath: a screen reader would otherwise never finish. */
const BREATH_MS = 1_500;
const CHIME = "leadoxe.chime";

/** For the live region. Codes; the words are made where they are read out. */
export type Spoken =
  | { readonly code: "arrived"; readonly lead: Called }
  | { readonly code: "arrived_many"; readonly count: number }
  | { readonly code: "again"; readonly lead: Called }
  | { readonly code: "again_many"; readonly count: number }
  | { readonly code: "left"; readonly lead: Called; readonly why: "moved" | "archived" | "erased"; readonly to: string | null }
  | { readonly code: "left_many"; readonly count: number };

/** Off until asked for, at most once in ten seconds, and never for Meta's test leads. */
export function ringsFor(fresh: readonly LeadRow[], sound: { readonly on: boolean; readonly rangAt: number | null }, now: number): boolean {
  return sound.on && fresh.some((row) => !row.isTest) && (sound.rangAt === null || now - sound.rangAt >= QUIET_MS);
}

export function badgeTitle(title: string, unseen: number): string {
  return unseen === 0 ? title : `(${unseen}) ${title}`;
}

export function spokenFor(
  arrived: readonly LeadRow[],
  left: readonly Extract<Notice, { kind: "left" }>[],
  again: readonly LeadRow[] = [],
): readonly Spoken[] {
  const spoken: Spoken[] = [];
  const [lead] = arrived;
  if (lead !== undefined) {
    spoken.push(arrived.length > 1 ? { code: "arrived_many", count: arrived.length } : { code: "arrived", lead: called(lead) });
  }
  const [back] = again;
  if (back !== undefined) {
    spoken.push(again.length > 1 ? { code: "again_many", count: again.length } : { code: "again", lead: called(back) });
  }
  const [gone] = left;
  if (gone !== undefined)
    spoken.push(
      left.length > 1 ? { code: "left_many", count: left.length } : { code: "left", lead: gone.lead, why: gone.why, to: gone.to },
    );
  return spoken;
}

export interface Announcer {
  readonly sound: Accessor<boolean>;
  /** Called from a press of a button: browsers let a page sound only then. */
  setSound(on: boolean): void;
  /** New leads, and those that sent a form again, since the page was last looked at. */
  readonly unseen: Accessor<number>;
  readonly spoken: Accessor<readonly Spoken[]>;
  notice(notice: Notice): void;
  close(): void;
}

export function createAnnouncer(deps: {
  readonly clock: Clock;
  readonly browser: Browser;
  readonly chime: Chime;
  readonly leads: Pick<Leads, "onApplied">;
}): Announcer {
  const { clock, browser } = deps;
  const [sound, setOn] = createSignal(browser.recall(CHIME) === "on");
  const [unseen, setUnseen] = createSignal(0);
  const [spoken, setSpoken] = createSignal<readonly Spoken[]>([]);
  let rangAt: number | null = null;
  let arrived: LeadRow[] = [];
  let again: LeadRow[] = [];
  let left: Extract<Notice, { kind: "left" }>[] = [];
  let breath: (() => void) | null = null;

  const speakSoon = () => {
    breath ??= clock.after(BREATH_MS, () => {
      breath = null;
      setSpoken(spokenFor(arrived, left, again));
      arrived = [];
      again = [];
      left = [];
    });
  };
  const ends = [
    browser.on("visible", () => setUnseen(0)),
    deps.leads.onApplied(({ fresh, again: back }) => {
      const news = fresh.filter((row) => !row.isTest);
      const real = [...news, ...back];
      if (real.length === 0) return;
      if (ringsFor(real, { on: sound(), rangAt }, clock.now())) {
        rangAt = clock.now();
        deps.chime.ring();
      }
      if (!browser.visible()) setUnseen((count) => count + real.length);
      arrived.push(...news);
      again.push(...back);
      speakSoon();
    }),
  ];

  return {
    sound,
    unseen,
    spoken,
    setSound: (on) => {
      setOn(on);
      browser.remember(CHIME, on ? "on" : "off");
      if (on) deps.chime.prime();
    },
    notice: (notice) => {
      if (notice.kind !== "left") return;
      left.push(notice);
      speakSoon();
    },
    close: () => {
      breath?.();
      for (const end of ends) end();
    },
  };
}
