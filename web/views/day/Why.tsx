import AlarmClock from "lucide-solid/icons/alarm-clock";
import Clock from "lucide-solid/icons/clock";
import type { JSX } from "solid-js";
import type { DayItem } from "../../../domain/myday.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useDayWords } from "./words.ts";

/** Why it stands where it does: in words, with a sign, so that neither needs its colour. */
export function Why(props: { readonly item: DayItem; readonly class?: string }): JSX.Element {
  const { format } = useWords();
  const words = useDayWords();
  const tone = () => words.tone(props.item);
  return (
    <span
      data-why={props.item.why.code}
      data-tip={format().exact(props.item.why.at)}
      class={`inline-flex min-w-0 items-center gap-1.5 tabular-nums ${props.class ?? ""}`}
      classList={{
        "font-medium text-overdue-text": tone() === "red",
        "font-medium text-waiting-text": tone() === "amber",
        "text-text-quiet": tone() === "plain",
      }}
    >
      <Icon of={tone() === "plain" ? Clock : AlarmClock} size={12} />
      <span class="truncate">{words.why(props.item)}</span>
    </span>
  );
}
