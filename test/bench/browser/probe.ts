import type { CDPSession, Page } from "@playwright/test";

/** What a page went through between two moments, ms of its own clock. */
export interface Watched {
  /** From one animation frame to the next. */
  readonly frames: readonly number[];
  /** Tasks that held the thread for more than 50 ms, as the browser counts them. */
  readonly tasks: readonly number[];
  /** Animation frames that took more than 50 ms from their first task to their pixels. */
  readonly longFrames: readonly number[];
  /** Times that the browser laid the page out, and worked out styles. */
  readonly layouts: number;
  readonly styles: number;
}

interface Probe {
  begin(): void;
  end(): Omit<Watched, "layouts" | "styles">;
  /**
   * Resolves once what fits `selector` (and, given, holds `text`) has been drawn, with the time since the last press of a button or key:
   * where the first frame after it has it, as the browser times an event until its paint, in steps of 8 ms.
   */
  drawn(selector: string, text: string | null): Promise<number>;
  /** The same of what is not there any more. */
  gone(selector: string, text: string): Promise<number>;
}

declare global {
  interface Window {
    leadoxeProbe: Probe;
  }
}

/** Runs in the page, before anything of it. */
export function installProbe(): void {
  /** So long the browser may take to tell of a paint. */
  const TOLD_MS = 500;
  let frames: number[] = [];
  let tasks: number[] = [];
  let longFrames: number[] = [];
  let running = 0;
  let pressedAt = 0;
  let painted: { readonly pressed: number; readonly at: number }[] = [];
  for (const press of ["pointerup", "keydown"]) window.addEventListener(press, (event) => (pressedAt = event.timeStamp), { capture: true });
  const observe = (type: string, into: () => number[]) =>
    new PerformanceObserver((list) => into().push(...list.getEntries().map((entry) => entry.duration))).observe({ type, buffered: false });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) painted.push({ pressed: startTime, at: startTime + duration });
  }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  observe("longtask", () => tasks);
  observe("long-animation-frame", () => longFrames);
  window.leadoxeProbe = {
    begin: () => {
      frames = [];
      tasks = [];
      longFrames = [];
      let last = performance.now();
      const next = (now: number) => {
        frames.push(now - last);
        last = now;
        running = requestAnimationFrame(next);
      };
      running = requestAnimationFrame((now) => {
        last = now;
        running = requestAnimationFrame(next);
      });
    },
    end: () => {
      cancelAnimationFrame(running);
      return { frames, tasks, longFrames };
    },
    drawn: (selector, text) => when(() => holding(selector, text), selector),
    gone: (selector, text) => when(() => !holding(selector, text), selector),
  };

  function holding(selector: string, text: string | null): boolean {
    return [...document.querySelectorAll(selector)].some((one) => text === null || one.textContent.includes(text));
  }

  function when(is: () => boolean, what: string): Promise<number> {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (performance.now() - began > 40_000) return reject(new Error(`waited for ${what} at ${location.href}`));
        if (!is()) return void requestAnimationFrame(look);
        const seen = performance.now();
        // A message comes once this frame's pixels are handed over, at times only after the next frame's.
        const after = new MessageChannel();
        after.port1.addEventListener("message", () => {
          const late = performance.now() - pressedAt;
          setTimeout(() => resolve(Math.min(late, paintOf(seen))), TOLD_MS);
        });
        after.port1.start();
        after.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  }

  /** From the press to the paint of the frame that was about to be drawn at `seen`. */
  function paintOf(seen: number): number {
    const all = painted.filter(({ pressed, at }) => Math.abs(pressed - pressedAt) < 2 && at >= seen);
    painted = [];
    return Math.max(...all.map(({ pressed, at }) => at - pressed), all.length === 0 ? Infinity : 0);
  }
}

/** Everything the page goes through while `work` is done to it. */
export async function watch(page: Page, browser: CDPSession, work: () => Promise<void>): Promise<Watched> {
  const counted = async () => {
    const { metrics } = await browser.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return { layouts: of("LayoutCount"), styles: of("RecalcStyleCount") };
  };
  const before = await counted();
  await page.evaluate(() => window.leadoxeProbe.begin());
  await work();
  // What was only just counted is told a moment later.
  const seen = await page.evaluate(
    () => new Promise<Omit<Watched, "layouts" | "styles">>((resolve) => setTimeout(() => resolve(window.leadoxeProbe.end()), 100)),
  );
  const after = await counted();
  return { ...seen, layouts: after.layouts - before.layouts, styles: after.styles - before.styles };
}
