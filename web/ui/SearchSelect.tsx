import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { createSignal, type JSX, Show } from "solid-js";
import { useField } from "./Field.tsx";
import { Icon } from "./Icon.tsx";
import { lazyPart } from "./part.tsx";
import type { SearchListProps } from "./SearchList.tsx";

const load = () => import("./SearchList.tsx");
const SearchList = lazyPart(async () => (await load()).SearchList);

/** One of many: a button with what is chosen, and the list to search in over it. Inside a `Field`. */
export function SearchSelect(
  props: Pick<SearchListProps, "label" | "find" | "nothing" | "options" | "value" | "onPick"> & { readonly disabled?: boolean },
): JSX.Element {
  const field = useField();
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  const [used, setUsed] = createSignal(false);
  const chosen = () => props.options.find((option) => option.value === props.value);
  return (
    <>
      <button
        ref={setAnchor}
        id={field?.id}
        type="button"
        aria-haspopup="listbox"
        aria-expanded={open()}
        aria-describedby={field?.describedBy()}
        // The label alone would leave what is chosen unsaid.
        aria-label={`${props.label}: ${chosen()?.label ?? props.value} ${chosen()?.note ?? ""}`.trim()}
        disabled={props.disabled ?? false}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        onClick={() => {
          setUsed(true);
          setOpen(!open());
        }}
        class="flex h-8 w-full items-center gap-2 rounded border border-line-strong bg-raised px-2.5 text-start disabled:opacity-60 touch:h-11 touch:text-[16px]"
      >
        <span class="min-w-0 flex-1 truncate">{chosen()?.label ?? props.value}</span>{" "}
        <Show when={chosen()?.note}>
          <span class="shrink-0 text-small tabular-nums text-text-quiet">{chosen()?.note}</span>
        </Show>
        <Icon of={ChevronsUpDown} size={14} class="text-text-quiet" />
      </button>
      <Show when={used() && anchor()}>
        {(element) => (
          <SearchList
            label={props.label}
            find={props.find}
            nothing={props.nothing}
            options={props.options}
            value={props.value}
            onPick={(value) => props.onPick(value)}
            open={open()}
            onOpenChange={setOpen}
            anchor={element()}
          />
        )}
      </Show>
    </>
  );
}
