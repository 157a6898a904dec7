import { type JSX, Show } from "solid-js";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useLiveWords } from "../live-words.ts";
import type { Shown, ShownFigures } from "./shown.ts";

/** Whether what is above is the truth, how much of it there is, and who waits longest. */
export function LeadsFooter(props: { readonly shown: Shown | null }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const live = useLiveWords();
  const some = (count: number, atLeast: boolean) => (atLeast ? t("count.more", { n: format().number(count) }) : count);
  const figures = (): ShownFigures | null => {
    const list = props.shown?.plain ?? null;
    if (props.shown?.figures !== undefined) return props.shown.figures();
    if (list !== null && list !== "all") return workspace.figures.of(list.owner);
    return { total: workspace.figures.total(), atLeast: false, waiting: workspace.figures.waiting() };
  };
  const parts = ({ total, atLeast, waiting }: ShownFigures) =>
    [
      t("count.leads", { n: some(total, atLeast) }),
      ...(waiting === null
        ? []
        : [
            waiting.count === 0 && !waiting.atLeast
              ? t("footer.noneWaiting")
              : t("count.waiting", { n: some(waiting.count, waiting.atLeast) }),
          ]),
      ...(waiting === null || waiting.oldest === null ? [] : [t("leads.oldest", { time: format().clock(now() - waiting.oldest) })]),
    ].join(t("footer.separator"));
  return (
    <LiveFooter state={live.state()} text={live.text()}>
      <Show when={workspace.state() === "ready" && figures()}>{(told) => <>{parts(told())}</>}</Show>
    </LiveFooter>
  );
}
