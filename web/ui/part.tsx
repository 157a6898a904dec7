import { type Component, createEffect, createSignal, lazy, on, onCleanup, untrack } from "solid-js";
import { Dynamic } from "solid-js/web";
import { reach } from "./reach.ts";
import { keysComing, travel } from "./travel.ts";

/** A part of the screen whose code could not be had: no connection, or a newer version took its place on the server. */
export interface Missing {
  retry(): void;
}

const [missing, setMissing] = createSignal<Missing | null>(null);
export { missing };

/** Says that something is missing; what it returns says that it is here. Another that is here now makes up for none that is missing. */
export function miss(one: Missing): () => void {
  setMissing(one);
  return () => untrack(missing) === one && setMissing(null);
}

const parts: { readonly isHere: () => boolean; readonly fetch: () => Promise<void> }[] = [];

/** What stands beside what one came to see and is asked for once that is drawn; null: nothing holds it up. */
let held: { readonly asks: (() => void)[] } | null = null;

/** From now on nothing is asked for that stands beside the rest, until what was returned last is called. */
export function holdBesides(): () => void {
  const mine = { asks: held?.asks ?? [] };
  held = mine;
  return () => {
    if (held !== mine) return;
    held = null;
    for (const ask of mine.asks) ask();
  };
}

/** What a part that opens and closes is told; others have neither. */
interface Opening {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/**
 * A part whose code comes when it is first shown. While it is on its way there is nothing; where it does not come, the rest of the page
 * goes on without it, and it is asked for again as soon as the browser is online. `idle`: it is fetched before, once nothing else is to be done.
 * `beside`: it is nothing that one waits for, and the screen's first picture does not wait for it. `keys`: it answers some, which wait for it.
 */
export function lazyPart<P extends object>(
  load: () => Promise<Component<P>>,
  { idle = true, beside = false, keys = false } = {},
): Component<P> {
  const [made, setMade] = createSignal<Component<P>>();
  let running: Promise<void> | null = null;
  let found = (): unknown => undefined;
  const fetchPart = () => {
    running ??= reach(load)
      // One packet lost is no reason to bother anybody.
      .catch(() => reach(load))
      .then((part) => {
        setMade(() => part);
        found();
      })
      .finally(() => (running = null));
    return running;
  };
  if (idle) parts.push({ isHere: () => untrack(made) !== undefined, fetch: fetchPart });

  return (props) => {
    const opening: Opening = props as Opening;
    let here = true;
    const answers = keys && untrack(made) === undefined ? keysComing() : () => undefined;
    onCleanup(answers);
    const ask = () => {
      if (untrack(made) !== undefined) return answers();
      // Keys that are meant for what is about to open wait for its code too; once it is here it has a way of its own to the focus.
      const opened = opening.open === true ? travel("away") : () => undefined;
      const arrived = () => {
        opened();
        answers();
      };
      fetchPart().then(arrived, () => {
        arrived();
        if (!here) return;
        // Half open it would come up by itself, long after it was asked for.
        opening.onOpenChange?.(false);
        found = miss({ retry: () => void fetchPart().then(() => here && opening.onOpenChange?.(true), ask) });
      });
    };
    createEffect(
      on(
        () => opening.open ?? true,
        (open) => open && (beside && held !== null ? held.asks.push(ask) : ask()),
      ),
    );
    const online = () => {
      if (untrack(made) === undefined) fetchPart().catch(() => undefined);
    };
    window.addEventListener("online", online);
    onCleanup(() => {
      here = false;
      window.removeEventListener("online", online);
    });
    return <Dynamic component={made()} {...props} />;
  };
}

/** A whole screen: the one before stays until its code is here. Where that cannot be had, it is missing as a part is. */
export function lazyScreen<P extends object>(load: () => Promise<Component<P>>): Component<P> {
  const part = lazyPart(load, { idle: false });
  return lazy(async () => ({ default: await reach(load).catch(() => part) }));
}

/** So long the first picture has for itself at most, and whoever scrolls or types between two parts. */
const FIRST_MS = 300;
const BREATH_MS = 100;
const ALL_HERE = "leadoxe: all parts are here";

/** When nothing else is to be done, or after so long all the same. */
const idle = (most: number) =>
  new Promise<void>((go) => {
    // Safari does not say when it idles.
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => go(), { timeout: most });
    else setTimeout(go, most);
  });

/** Those that are on their way already, whoever asked. */
let loading: Promise<void> | null = null;

/**
 * Fetches every part there is while nothing else is to be done, those first that are `shown` already, then the others and whatever `then`
 * fetches: what is here cannot be missing later. Whoever scrolls or types meanwhile comes first. Once all of it came, a mark in the browser's
 * own performance timeline says so.
 */
export async function loadPartsWhenIdle(shown: () => void, then: () => Promise<void>): Promise<void> {
  await idle(FIRST_MS);
  shown();
  loading ??= loadAll(then).finally(() => (loading = null));
  await loading;
}

async function loadAll(then: () => Promise<void>): Promise<void> {
  let missed = 0;
  const fetchOne = async (fetch: () => Promise<void>) => {
    // In a tab that nobody looks at there is nobody to wait for, and a browser lets it idle hardly ever.
    if (document.visibilityState === "visible") await idle(BREATH_MS);
    await fetch().catch(() => void (missed += 1));
  };
  // One that comes may bring further ones with it.
  for (const part of parts) if (!part.isHere()) await fetchOne(part.fetch);
  await fetchOne(then);
  if (missed === 0) performance.mark(ALL_HERE);
}
