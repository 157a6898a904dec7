import { type Accessor, createSignal, onCleanup } from "solid-js";

const TICK_MS = 1000;
const [now, setNow] = createSignal(Date.now());
let users = 0;
let timer = 0;

/** The time, once a second, from one timer for the whole app. It stands still while nobody looks and is right at once when they do. */
export function createNow(): Accessor<number> {
  if (users++ === 0) {
    document.addEventListener("visibilitychange", run);
    run();
  }
  onCleanup(() => {
    if (--users > 0) return;
    document.removeEventListener("visibilitychange", run);
    window.clearTimeout(timer);
  });
  return now;
}

function run(): void {
  window.clearTimeout(timer);
  if (document.hidden) return;
  const time = Date.now();
  setNow(time);
  // On the second, so that clocks that started together tick together and none is skipped.
  timer = window.setTimeout(run, TICK_MS - (time % TICK_MS));
}
