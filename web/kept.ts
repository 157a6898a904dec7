import type { Browser, Clock } from "./connection/edge.ts";
import { openShelves } from "./connection/shelves.ts";
import { openTabs } from "./connection/tabs.ts";
import { createVault, type Vault } from "./connection/vault.ts";
import { createKeeper } from "./store/kept/keeper.ts";
import { countWaiting } from "./store/kept/left-behind.ts";
import type { Keeper } from "./store/keeping.ts";
import type { Queue } from "./store/queue.ts";

/** What is kept on the device, with what it needs of the browser; loaded once a workspace is on screen, and where a session ends. */

let opened: Promise<Vault> | null = null;

function vaultOf(clock: Clock): Promise<Vault> {
  opened ??= openShelves().then((shelves) => createVault(shelves, clock));
  opened.catch(() => (opened = null));
  return opened;
}

const OVER = "leadoxe.over";

export function openKeeper(
  { clock, browser }: { readonly clock: Clock; readonly browser: Browser },
  slug: string,
  queue: Pick<Queue, "keepIn" | "trust">,
): Keeper {
  const name = `leadoxe.kept.${slug}`;
  return createKeeper({
    slug,
    clock,
    browser,
    queue,
    vault: () => vaultOf(clock),
    // Old browsers know no locks: there the mutation ids alone keep what two tabs send from happening twice.
    alone: (work, what) => ("locks" in navigator ? navigator.locks.request(what === undefined ? name : `${name}.${what}`, work) : work()),
    tabs: openTabs(name),
    over: openTabs(OVER),
    // Old browsers cannot be asked.
    persist: () => void (navigator.storage as Partial<StorageManager> | undefined)?.persist?.().catch(() => undefined),
  });
}

/** Nobody is signed in here any more: nothing of whoever was can be read from now on, and other tabs write no more. */
export async function destroyKept(clock: Clock): Promise<void> {
  const over = openTabs(OVER);
  over.say();
  over.close();
  const vault = await vaultOf(clock);
  await vault.destroy();
}

/** Somebody is signed in: of everybody else, and of workspaces they are not in any more, nothing stays. */
export async function keepOnly(clock: Clock, person: string, slugs: readonly string[]): Promise<void> {
  await (await vaultOf(clock)).only(person, slugs);
}

/** Where there is something to see without a connection, the one used last first. */
export async function keptPlaces(clock: Clock, last: string): Promise<readonly string[]> {
  const places = await (await vaultOf(clock)).places();
  return [...places.filter((place) => place === last), ...places.filter((place) => place !== last)];
}

/** What would be lost by signing out where no workspace is open. */
export async function keptWaiting(clock: Clock): Promise<number> {
  return countWaiting(await vaultOf(clock));
}
