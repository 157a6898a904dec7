import ChevronDown from "lucide-solid/icons/chevron-down";
import { type JSX, Show } from "solid-js";
import type { Group } from "../../../store/views.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { currencyOf, moneyWords } from "../../money.ts";
import type { Stages } from "../../stages.ts";
import { STANDARD } from "../columns/standard.ts";
import { createNarrow, PHONE } from "../narrow.ts";
import { ValueMark } from "../filters/ValueMark.tsx";
import { useNames } from "../filters/names.ts";
import type { LeadGroup } from "./grouped.ts";

/** What leads below it share, how many they are, what they are worth; pressed, or by the arrows of its side, it folds. */
export function GroupHead(props: {
  readonly item: string;
  readonly group: Group;
  readonly of: LeadGroup | undefined;
  readonly stages: Stages;
  readonly folded: boolean;
  readonly inTabOrder: boolean;
  readonly onToggle: () => void;
}): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const names = useNames();
  /** A phone's list has no cells. */
  const narrow = createNarrow(PHONE);
  const key = () => props.of?.key ?? "none";
  const name = () => names.value(props.group, key());
  const some = (n: string) => (props.of?.atLeast ? words.t("count.more", { n }) : n);
  /** Of those nobody came across yet, nothing is known. */
  const counted = () => (props.of?.atLeast && props.of.count === 0 ? "" : some(words.format().number(props.of?.count ?? 0)));
  const onKeyDown = (event: KeyboardEvent) => {
    const folds = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    if ((event.key === folds) !== props.folded) props.onToggle();
  };
  return (
    <div
      role={narrow() ? undefined : "gridcell"}
      aria-colspan={narrow() ? undefined : STANDARD.length}
      class="flex h-full items-center border-b border-line/60 bg-ground"
    >
      <button
        type="button"
        data-row
        tabindex={props.inTabOrder ? 0 : -1}
        aria-expanded={!props.folded}
        class="sticky start-0 flex h-full max-w-screen items-center gap-2 ps-4 pe-4 text-start font-medium md:ps-6"
        onClick={() => props.onToggle()}
        onKeyDown={onKeyDown}
      >
        <Icon
          of={ChevronDown}
          size={14}
          class={`md:-ms-4.5 text-text-quiet transition-transform ${props.folded ? "-rotate-90 rtl:rotate-90" : ""}`}
        />
        <ValueMark field={props.group} value={key()} />
        <bdi class="truncate">{name()}</bdi>
        <Show when={counted()}>
          <span class="font-regular tabular-nums text-text-quiet">{counted()}</span>
        </Show>
        <Show when={(props.of?.value ?? 0) > 0}>
          <span class="ms-2 text-small font-regular tabular-nums text-text-quiet">
            {some(moneyWords(words.locale(), currencyOf(workspace), props.of?.value ?? 0))}
          </span>
        </Show>
      </button>
    </div>
  );
}
