import ArrowUp from "lucide-solid/icons/arrow-up";
import type { JSX } from "solid-js";
import { Icon } from "./Icon.tsx";

/** The way to what came in above. It lies over the column heads and no row: under the pointer it would take the list out of its hold. A phone has neither. */
export function NewAbove(props: { readonly words: string; readonly label?: string; readonly onPress: () => void }): JSX.Element {
  return (
    <button
      type="button"
      data-above=""
      aria-label={props.label}
      class="touch-target absolute inset-x-0 top-0.5 z-10 mx-auto flex h-7 w-fit animate-rise items-center gap-1.5 rounded-full bg-accent-fill px-3 text-small font-medium text-on-fill shadow-float hover:bg-accent-fill-hover max-md:top-2"
      onClick={() => props.onPress()}
    >
      <Icon of={ArrowUp} size={14} />
      {props.words}
    </button>
  );
}
