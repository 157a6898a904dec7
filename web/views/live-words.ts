import { useWords } from "../words/index.ts";
import { useWorkspace } from "./context.tsx";

/** The truth about what is on screen: how live it is, and in words. */
export function useLiveWords() {
  const { t, format } = useWords();
  const { live, asOf } = useWorkspace();
  return {
    state: () => {
      const status = live.status();
      if (asOf() !== null) return "offline";
      return status === "connecting" ? "behind" : status;
    },
    text: (): string => {
      const since = asOf();
      // Connected or not: what is on screen is what the device kept, until the server has said it.
      if (since !== null) return t("footer.asOf", { time: format().time(since) });
      switch (live.status()) {
        case "live": {
          const ms = live.latencyMs();
          return ms === null ? t("footer.live") : t("footer.liveMs", { time: format().duration(ms) });
        }
        case "behind":
          return t("footer.behind", { n: live.behindSeconds() });
        case "offline":
          return t("footer.offline");
        case "connecting":
          return t("footer.connecting");
      }
    },
  } as const;
}
