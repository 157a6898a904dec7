import Pencil from "lucide-solid/icons/pencil";
import type { JSX } from "solid-js";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { WithWords } from "../../WithWords.tsx";
import type { CellPlace } from "./CellKeys.tsx";
import { InCell } from "./in-cell.tsx";
import { useColumnName } from "./sorts.ts";

/** Where a pointer rests in a cell that can be changed: the way to what F2 does. Pressed anywhere else the row opens its lead. */
export function CellPencil(props: { readonly place: CellPlace; readonly onPress: () => void }): JSX.Element {
  const { t } = useWords();
  const name = useColumnName();
  const label = () => t("views.change", { column: name(props.place.column) });
  return (
    <WithWords part="views">
      <InCell cell={props.place.cell} class="pointer-events-none justify-end">
        <button
          type="button"
          tabindex="-1"
          aria-label={label()}
          data-tip={label()}
          data-tip-keys="F2"
          class="pointer-events-auto flex size-7 items-center justify-center rounded bg-raised text-text-quiet shadow-float hover:text-text"
          onClick={() => props.onPress()}
        >
          <Icon of={Pencil} size={14} />
        </button>
      </InCell>
    </WithWords>
  );
}
