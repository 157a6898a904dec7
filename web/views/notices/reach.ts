/** A panel that takes longer has failed, or holds no such entry. */
const PATIENCE_MS = 8_000;
/** As long as a mark is seen. */
const MARKED_MS = 2_400;
const RING = "0 0 0 2px var(--color-accent)";

/** Brings an entry of the open lead's page, a note, a form or a follow-up, into view once it is there, and marks it for a moment. Returns what gives up. */
export function reachEntry(entry: string): () => void {
  const { signal, ...going } = withEnd();
  const look = () => {
    const found = document.querySelector<HTMLElement>(`[data-panel] [data-entry="${CSS.escape(entry)}"]`);
    if (found === null) return;
    going.end();
    // What stands above it may still be growing: once more when it has.
    found.scrollIntoView({ block: "center" });
    window.setTimeout(() => found.isConnected && found.scrollIntoView({ block: "center" }), 300);
    // Nothing moves: it says where to look, whoever wants no motion too.
    found.animate([{ boxShadow: RING }, { boxShadow: RING, offset: 0.8 }, { boxShadow: "0 0 0 2px transparent" }], MARKED_MS);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  const timer = window.setTimeout(going.end, PATIENCE_MS);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    window.clearTimeout(timer);
  });
  look();
  return going.end;
}

function withEnd() {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}
