import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Layers from "lucide-solid/icons/layers";
import X from "lucide-solid/icons/x";
import { type JSX, Show } from "solid-js";
import { DEFAULT_SORT, sortText } from "../../../../domain/filter.ts";
import { HELD_AT_MOST } from "../../../store/views.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useSortName } from "../columns/sorts.ts";
import { useView } from "../views/useView.ts";

const CHIP = "flex h-7 shrink-0 items-center gap-1 rounded border border-line ps-2 text-small touch:h-9";

/** An order that is not the usual one, and what leads are put together by; `cut`: there are too many for that order, and why. */
export function SortChips(props: { readonly cut: boolean }): JSX.Element {
  const { t } = useWords();
  const view = useView();
  const sortName = useSortName();
  const sort = () => view.state().sort;
  return (
    <>
      <Show when={sortText(sort()) !== sortText(DEFAULT_SORT)}>
        <span class={CHIP} classList={{ "opacity-60 line-through": props.cut }}>
          <Icon of={sort().down ? ArrowDown : ArrowUp} size={12} class="text-text-quiet" />
          {sortName(sort())}
          <Off label={t("views.usualSort")} onPress={() => view.ask({ sort: DEFAULT_SORT })} />
        </span>
      </Show>
      <Show when={view.layout() === "table" && view.state().group}>
        {(group) => (
          <span class={CHIP}>
            <Icon of={Layers} size={12} class="text-text-quiet" />
            {t("views.groupedBy", { field: t(`views.field.${group()}`) })}
            <Off label={t("views.noGroup")} onPress={() => view.ask({ group: null })} />
          </span>
        )}
      </Show>
      <Show when={props.cut}>
        <span role="status" class="text-small text-waiting-text">
          {t("views.tooMany", { n: HELD_AT_MOST })}
        </span>
      </Show>
    </>
  );
}

function Off(props: { readonly label: string; readonly onPress: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-label={props.label}
      data-tip={props.label}
      class="touch-target relative flex h-full w-6 items-center justify-center rounded-e-small text-text-quiet hover:bg-hover hover:text-text"
      onClick={() => props.onPress()}
    >
      <Icon of={X} size={12} />
    </button>
  );
}
