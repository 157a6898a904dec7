import { type JSX, Show } from "solid-js";
import type { PagedList } from "../../store/paging.ts";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";

/** Whether what is above is the truth, how much of it there is, and who waits longest. */
export function LeadsFooter(props: { readonly list: PagedList | null }): JSX.Element {
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
  const some = (count: number, atLeast: boolean) => (atLeast ? t("count.more", { n: format().number(count) }) : count);
  const figures = () => {
    const { list } = props;
    if (list !== null && list !== "all") return workspace.figures.of(list.owner);
    return { total: workspace.figures.total(), atLeast: false, waiting: workspace.figures.waiting() };
  };
  const parts = () => {
    const { total, atLeast, waiting } = figures();
    return [
      t("count.leads", { n: some(total, atLeast) }),
      waiting.count === 0 && !waiting.atLeast ? t("footer.noneWaiting") : t("count.waiting", { n: some(waiting.count, waiting.atLeast) }),
      ...(waiting.oldest === null ? [] : [t("leads.oldest", { time: format().clock(now() - waiting.oldest) })]),
    ].join(t("footer.separator"));
  };
  return (
    <LiveFooter state={state()} text={text()}>
      <Show when={workspace.state() === "ready"}>{parts()}</Show>
    </LiveFooter>
  );
}
