import { useWords } from "../words/index.ts";
import { useWorkspace } from "./context.tsx";

/** The truth about what is on screen: how live it is, and in words. */
export function useLiveWords() {
  const { t, format } = useWords();
  const { live } = useWorkspace();
  return {
    state: () => {
      const status = live.status();
      return status === "connecting" ? "behind" : status;
    },
    text: (): string => {
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
