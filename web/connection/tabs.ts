/** Other tabs of this browser, and its service worker. What is said holds no data: only that there is something to ask for anew. */
export interface Tabs {
  say(): void;
  hear(work: () => void): () => void;
  close(): void;
}

/** The channel of one workspace's notices. Whoever is signed in elsewhere in this browser hears no more than that. */
export const noticesChannel = (slug: string): string => `leadoxe.notices.${slug}`;

export function openTabs(name: string): Tabs {
  if (!("BroadcastChannel" in globalThis)) return { say: () => undefined, hear: () => () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  return {
    say: () => channel.postMessage(null),
    hear: (work) => {
      const heard = () => work();
      channel.addEventListener("message", heard);
      return () => channel.removeEventListener("message", heard);
    },
    close: () => channel.close(),
  };
}
