import { type DemoApi, DOOR_KEYS, type DoorKey } from "../connection/demo.ts";
import type { Clock, Page } from "../connection/edge.ts";
import type { Leads } from "./leads.ts";

export interface DemoDeps {
  readonly api: DemoApi;
  readonly clock: Clock;
  readonly browser: Page;
}

/** The server lets a lead arrive at most every 20 seconds, whoever asks how often. */
const PULSE_MS = 5_000;

/** Whatever goes wrong here is nobody's concern who works on the screen: it is left out and tried again with the next. */
export function watchLeads(leads: Pick<Leads, "onApplied">, { api, clock, browser }: DemoDeps): () => void {
  const door = doorOf(browser.host());
  const unpainted = new Set<() => void>();
  let asking = false;
  let reports: Promise<unknown> = Promise.resolve();
  let closed = false;

  const pulse = () => {
    if (asking || !browser.visible()) return;
    asking = true;
    void api
      .pulse()
      .catch(() => null)
      .then(() => (asking = false));
  };
  // One after the other: a burst of leads must not become a burst of requests.
  const report = (lead: string, at: DoorKey, paintedAt: number) => {
    reports = reports.then(() => (closed ? undefined : api.seen(lead, at, paintedAt).catch(() => undefined)));
  };
  const forget = () => {
    for (const cancel of unpainted) cancel();
    unpainted.clear();
  };
  const ends = [
    clock.every(PULSE_MS, pulse),
    // Nothing is drawn while the page is hidden: the time until somebody looks again would say nothing about us.
    browser.on("hidden", forget),
    leads.onApplied(({ fresh }) => {
      if (door === null || fresh.length === 0 || !browser.visible()) return;
      const cancel = browser.painted(() => {
        unpainted.delete(cancel);
        const at = clock.now();
        for (const row of fresh) report(row.id, door, at);
      });
      unpainted.add(cancel);
    }),
  ];
  return () => {
    closed = true;
    forget();
    for (const end of ends) end();
  };
}

/** agent.localhost is the agent's door. */
export function doorOf(host: string): DoorKey | null {
  const [first, ...rest] = host.split(".");
  return rest.join(".") === "localhost" ? (DOOR_KEYS.find((key) => key === first) ?? null) : null;
}
