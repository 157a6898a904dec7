import { type Accessor, createSignal } from "solid-js";
import { ApiFailure } from "../connection/call.ts";
import type { Act, Acted, Door, DoorTime, DoorTimes } from "../connection/demo.ts";
import { followMails, type Outbox } from "./demo-mails.ts";
import { type DemoDeps, watchLeads } from "./demo-watch.ts";
import type { Leads } from "./leads.ts";

export type { Act, Acted, Door, DoorTime, DoorTimes };

export type Doors =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly failure: ApiFailure }
  | {
      readonly kind: "ready";
      readonly doors: readonly Door[];
      /** The data of the demo is there. */
      readonly seeded: boolean;
    };

export interface Demo {
  readonly doors: Accessor<Doors>;
  /** This browser does not open the doors' hosts. */
  readonly refused: Accessor<boolean>;
  readonly times: Accessor<readonly DoorTimes[]>;
  /** The times could not be read the last time. */
  readonly stale: Accessor<boolean>;
  /** No lead arrives by itself. */
  readonly stopped: Accessor<boolean>;
  loadDoors(): Promise<void>;
  act(act: Act): Promise<Acted | ApiFailure>;
  /** For the demo's own page: reads the times while it is visible. Returns what ends it. */
  follow(): () => void;
  /** For the outbox's page: reads the mails while it is visible. */
  followMails(): Outbox;
  /** For a workspace's screen: makes leads arrive while it is visible, and reports when each was on it. Returns what ends it. */
  watch(leads: Pick<Leads, "onApplied">): () => void;
}

const READ_EVERY_MS = 2_000;

export function createDemo(deps: DemoDeps): Demo {
  const { api, clock, browser } = deps;
  const [doors, setDoors] = createSignal<Doors>({ kind: "loading" });
  const [refused, setRefused] = createSignal(false);
  const [times, setTimes] = createSignal<readonly DoorTimes[]>([], { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  const [stale, setStale] = createSignal(false);
  const [stopped, setStopped] = createSignal(false);

  async function loadDoors(): Promise<void> {
    setDoors({ kind: "loading" });
    try {
      const [found, state] = await Promise.all([api.doors(), api.state()]);
      setStopped(state.stopped);
      setDoors({ kind: "ready", doors: found.doors, seeded: state.state === "seeded" });
      const [first] = found.doors;
      if (first !== undefined) setRefused(!(await api.reaches(first.url)));
    } catch (error) {
      setDoors({ kind: "failed", failure: asFailure(error) });
    }
  }

  return {
    doors,
    refused,
    times,
    stale,
    stopped,
    loadDoors,
    act: async (act) => {
      const acted = await api.act(act).catch(asFailure);
      if ("stopped" in acted) setStopped(acted.stopped);
      return acted;
    },
    follow: () => {
      let reading = false;
      const read = async () => {
        if (reading || !browser.visible()) return;
        reading = true;
        const answer = await api.times().catch(() => null);
        reading = false;
        setStale(answer === null);
        if (answer !== null) setTimes(answer.doors);
      };
      void read();
      const ends = [clock.every(READ_EVERY_MS, () => void read()), browser.on("visible", () => void read())];
      return () => {
        for (const end of ends) end();
      };
    },
    followMails: () => followMails(deps),
    watch: (leads) => watchLeads(leads, deps),
  };
}

export interface Summary {
  readonly last: number;
  readonly median: number;
  readonly slowest: number;
}

/** Of the times of one door, newest first. Null as long as there is none. What waited for a failing Meta counts only where nothing else is there. */
export function summarise(times: readonly Pick<DoorTime, "ms" | "failing">[]): Summary | null {
  const usual = times.filter((time) => !time.failing);
  const sorted = (usual.length > 0 ? usual : times).map((time) => time.ms).sort((a, b) => a - b);
  const [last, slowest] = [times[0]?.ms, sorted.at(-1)];
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (last === undefined || slowest === undefined || low === undefined || high === undefined) return null;
  return { last, median: (low + high) / 2, slowest };
}

function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure("internal");
}
