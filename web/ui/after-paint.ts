import { type Accessor, createComputed, createSignal, on, onCleanup } from "solid-js";

/**
 * The value once the frame in which it became that is drawn; null until then. For what takes long to make and is not what one looks at
 * first: the press is answered before.
 */
export function createAfterPaint<T extends string>(value: Accessor<T>): Accessor<T | null> {
  const [drawn, setDrawn] = createSignal<T | null>(null);
  let frame = 0;
  let task = 0;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
  createComputed(
    on(value, (now) => {
      cancel();
      setDrawn(null);
      // A frame's callbacks run before it is painted, a task that they ask for after it.
      frame = requestAnimationFrame(() => (task = window.setTimeout(() => setDrawn(() => now))));
    }),
  );
  onCleanup(cancel);
  return drawn;
}
