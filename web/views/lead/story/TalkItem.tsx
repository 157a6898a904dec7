import { createMemo, type JSX, Show } from "solid-js";
import type { TimelineData } from "../../../../domain/story.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { attemptWords, byWords } from "../entry.ts";
import type { Item } from "./items.ts";
import { Moment } from "./Moment.tsx";
import { signOf } from "./signs.ts";

/** A call, a message or a meeting. What was said is a bubble, on the side of whoever said it. */
export function TalkItem(props: {
  readonly item: Extract<Item, { kind: "talk" }>;
  /** Within its channel's thread the channel needs no sign. */
  readonly bare?: boolean;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { directory } = useWorkspace();
  const data = () => props.item.entry.data as Extract<TimelineData, { kind: "attempt" }>;
  const what = createMemo(() => {
    const told = attemptWords({ words }, data());
    return props.item.withdrawn ? t("story.what.takenBack", { what: told }) : told;
  });
  const isReached = () => data().outcome === "reached" && !props.item.withdrawn;
  return (
    <div class="flex gap-3">
      <Show when={!props.bare}>
        <span class="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-quiet">
          <Icon of={signOf(data())} size={14} class={isReached() ? "text-live" : ""} />
        </span>
      </Show>
      <div class="flex min-w-0 flex-1 flex-col gap-1.5 pt-0.5">
        <div class="flex items-baseline gap-3">
          <div class="min-w-0 flex-1 wrap-anywhere">
            <p classList={{ "text-text-quiet": props.item.withdrawn }}>{what()}</p>
            <p class="text-small text-text-quiet">
              {byWords({ words, directory }, props.item.entry.actor)}
              <Show when={data().logged}>{(at) => <>, {t("story.logged", { when: words.format().exact(at()) })}</>}</Show>
            </p>
          </div>
          <Moment at={props.item.at} />
        </div>
        <Show when={data().text}>
          {(text) => (
            <p
              dir="auto"
              class="w-fit max-w-[88%] whitespace-pre-line wrap-anywhere rounded-large px-3 py-1.5"
              classList={{
                "rounded-es-small bg-hover": data().way === "in",
                "ms-auto rounded-ee-small bg-accent-ground": data().way !== "in",
                "text-text-quiet line-through decoration-line-strong": props.item.withdrawn,
              }}
            >
              {text()}
            </p>
          )}
        </Show>
      </div>
    </div>
  );
}
