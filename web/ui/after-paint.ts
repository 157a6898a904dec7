import { type Accessor, createComputed, createEffect, createSignal, on, onCleanup } from "solid-js";

/**
 * The value once the frame in which it became that is drawn; null until then. For what takes long to make and is not what one looks at
 * first: the press is answered before.
 */
export function createAfterPaint<T extends string>(value: Accessor<T>): Accessor<T | null> {
  const [drawn, setDrawn] = createSignal<T | null>(null);
  const later = createLater();
  createComputed(
    on(value, (now) => {
      setDrawn(null);
      later(() => setDrawn(() => now));
    }),
  );
  return drawn;
}

/** The value as it was until the frame in which it became another is drawn: what is large and changes with it follows what was pressed. */
export function createFollowing<T extends string>(value: Accessor<T>): Accessor<T> {
  const [drawn, setDrawn] = createSignal<T>(value());
  const later = createLater();
  // An effect: what is only being gone to, while its code is on its way, is not followed yet.
  createEffect(on(value, (now) => later(() => setDrawn(() => now)), { defer: true }));
  return drawn;
}

/** Runs what it was given last after the frame that is next. */
function createLater(): (work: () => void) => void {
  let frame = 0;
  let task = 0;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
  onCleanup(cancel);
  return (work) => {
    cancel();
    // A frame's callbacks run before it is painted, a task that they ask for after it.
    frame = requestAnimationFrame(() => (task = window.setTimeout(work)));
  };
}
