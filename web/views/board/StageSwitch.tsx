import { For, type JSX, Show } from "solid-js";
import type { BoardColumn } from "../../store/board.ts";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { useStages } from "../stages.ts";
import { useColumnFigures } from "./BoardColumn.tsx";

/** On a phone: all stages with how much is in them, and the one whose leads are below. */
export function StageSwitch(props: {
  readonly columns: readonly BoardColumn[];
  readonly chosen: string | null;
  readonly onChoose: (stage: string) => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <nav aria-label={t("board.stages")} class="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-3 [scrollbar-width:none]">
      <For each={props.columns}>
        {(column) => <Stage column={column} chosen={props.chosen === column.stage} onChoose={props.onChoose} />}
      </For>
    </nav>
  );
}

function Stage(props: { readonly column: BoardColumn; readonly chosen: boolean; readonly onChoose: (stage: string) => void }): JSX.Element {
  const stages = useStages();
  const figures = useColumnFigures(props);
  let button!: HTMLButtonElement;
  return (
    <button
      ref={button}
      type="button"
      data-stage={props.column.stage}
      aria-current={props.chosen ? "true" : undefined}
      class="relative flex h-11 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-text-quiet aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text"
      onClick={() => {
        props.onChoose(props.column.stage);
        button.scrollIntoView({ inline: "nearest", block: "nearest" });
      }}
    >
      <StageGlyph look={stages.look(props.column.stage)} />
      {figures.name()}
      <span class="font-regular tabular-nums text-text-quiet">{figures.count()}</span>
      <Show when={figures.value()}>{(value) => <VisuallyHidden>{`, ${value()}`}</VisuallyHidden>}</Show>
    </button>
  );
}
