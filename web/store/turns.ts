/**
 * So many commands of one act on many leads are on their way at once. A browser opens about as many connections to a server that speaks
 * HTTP/1.1; with more, those at the end would time out before they are sent, and whatever else is done meanwhile would wait for all of them.
 */
const AT_ONCE = 6;

/** Work that waits for its turn, the first one first. */
export function createTurns(): { take<T>(work: () => Promise<T>): Promise<T> } {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    take: async (work) => {
      if (taken < AT_ONCE) taken++;
      else await new Promise<void>((go) => waiting.push(go));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) taken--;
        else next();
      }
    },
  };
}
