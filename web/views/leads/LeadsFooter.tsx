import { type JSX, Show } from "solid-js";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";

/** Whether what is above is the truth, how much there is, and who waits longest. */
export function LeadsFooter(): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const state = () => {
    const status = workspace.live.status();
    return status === "connecting" ? "behind" : status;
  };
  const text = () => {
    switch (workspace.live.status()) {
      case "live": {
        const ms = workspace.live.latencyMs();
        return ms === null ? t("footer.live") : t("footer.liveMs", { time: format().duration(ms) });
      }
      case "behind":
        return t("footer.behind", { n: workspace.live.behindSeconds() });
      case "offline":
        return t("footer.offline");
      case "connecting":
        return t("footer.connecting");
    }
  };
  const waiting = () => {
    const { count, atLeast } = workspace.figures.waiting();
    if (count === 0) return t("footer.noneWaiting");
    return t("count.waiting", { n: atLeast ? t("count.more", { n: format().number(count) }) : count });
  };
  const oldest = () => workspace.figures.waiting().oldest;
  const parts = () => {
    const since = oldest();
    return [
      t("count.leads", { n: workspace.figures.total() }),
      waiting(),
      ...(since === null ? [] : [t("leads.oldest", { time: format().clock(now() - since) })]),
    ].join(t("footer.separator"));
  };
  return (
    <LiveFooter state={state()} text={text()}>
      <Show when={workspace.state() === "ready"}>{parts()}</Show>
    </LiveFooter>
  );
}
