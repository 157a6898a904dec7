import type { JSX } from "solid-js";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";

/** Whether what is above is the truth; beside it, what the screen counts. */
export function LiveLine(props: { readonly children?: JSX.Element }): JSX.Element {
  const { t, format } = useWords();
  const { live } = useConsole();
  const state = () => (live.status() === "connecting" ? "behind" : live.status()) as "live" | "behind" | "offline";
  const text = () => {
    const ms = live.latencyMs();
    switch (live.status()) {
      case "live":
        return ms === null ? t("footer.live") : t("footer.liveMs", { time: format().duration(ms) });
      case "behind":
        return t("footer.behind", { n: live.behindSeconds() });
      case "offline":
        return t("footer.offline");
      case "connecting":
        return t("footer.connecting");
    }
  };
  return (
    <LiveFooter state={state()} text={text()}>
      {props.children}
    </LiveFooter>
  );
}
