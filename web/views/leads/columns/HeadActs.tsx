import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { createSignal, type JSX, Show } from "solid-js";
import { DEFAULT_SORT } from "../../../../domain/filter.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { WithWords } from "../../WithWords.tsx";
import type { Shown } from "../shown.ts";
import { sortOfColumn } from "./all.ts";
import { HeadEdge } from "./HeadEdge.tsx";
import { HeadMenu } from "./HeadMenu.tsx";
import { useColumnName } from "./sorts.ts";

/** Lies over a head once its code is here: what can be done with the column, and the edge to drag. */
export function HeadActs(props: { readonly shown: Shown; readonly column: string; readonly first: boolean }): JSX.Element {
  const name = useColumnName();
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  const [byKeys, setByKeys] = createSignal(false);
  const sort = () => {
    const sorted = props.shown.sorted();
    const usual = sorted === null || (sorted.by === DEFAULT_SORT.by && sorted.down === DEFAULT_SORT.down);
    return !usual && sorted.by === sortOfColumn(props.column) ? sorted : null;
  };
  return (
    <WithWords part="views">
      <button
        ref={setAnchor}
        type="button"
        data-stop
        tabindex={props.first ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-label={name(props.column)}
        class="absolute inset-y-1 -start-1.5 -end-1.5 flex items-center justify-end rounded-small px-1 transition-colors hover:bg-text/5 aria-expanded:bg-text/5"
        classList={{ "start-4.5!": props.first && props.shown.layout() !== null }}
        onClick={(event) => {
          setByKeys(event.detail === 0);
          setUsed(true);
          setOpen(!open());
        }}
      >
        <Show
          when={sort()}
          fallback={
            <Icon of={ChevronDown} size={12} class="rounded-small bg-raised opacity-0 transition-opacity group-hover:opacity-100" />
          }
        >
          {(by) => <Icon of={by().down ? ArrowDown : ArrowUp} size={12} class="rounded-small bg-raised text-text" />}
        </Show>
      </button>
      <HeadEdge shown={props.shown} column={props.column} />
      <Show when={used() && anchor()}>
        {(element) => (
          <HeadMenu shown={props.shown} column={props.column} open={open()} onOpenChange={setOpen} anchor={element()} byKeys={byKeys()} />
        )}
      </Show>
    </WithWords>
  );
}
