/** Far enough, and not up or down, to be meant. */
const FAR = 60;
const STRAIGHT = 0.6;

/** A finger that goes sideways over what is shown one at a time. */
export function swiped(work: (way: "left" | "right") => void, on: () => boolean) {
  let from: { readonly x: number; readonly y: number } | null = null;
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const [finger] = touches;
      from = on() && touches.length === 1 && finger !== undefined ? { x: finger.clientX, y: finger.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const [finger] = changedTouches;
      if (from === null || finger === undefined) return;
      const [x, y] = [finger.clientX - from.x, finger.clientY - from.y];
      from = null;
      if (Math.abs(x) >= FAR && Math.abs(y) <= Math.abs(x) * STRAIGHT) work(x < 0 ? "left" : "right");
    },
  };
}
