import { type JSX, Show } from "solid-js";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { useWords } from "../../words/index.ts";
import { useLiveWords } from "../live-words.ts";
import { useDay } from "./useDay.ts";

/** Whether what is above is the truth, and how much of it is left. */
export function DayFooter(): JSX.Element {
  const { t } = useWords();
  const live = useLiveWords();
  const day = useDay();
  const parts = () =>
    [
      day.count() === 0 ? t("day.noneLeft") : t("day.left", { n: day.count() }),
      ...(day.done().length === 0 ? [] : [t("day.done", { n: day.done().length })]),
    ].join(t("footer.separator"));
  return (
    <LiveFooter state={live.state()} text={live.text()}>
      <Show when={day.ready()}>{parts()}</Show>
    </LiveFooter>
  );
}
