import ChevronDown from "lucide-solid/icons/chevron-down";
import type { JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { ariaKeys } from "../../ui/keys.ts";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";

/** A value that is a button to change it: `name` says of what, for screen readers before the value, for others as the tooltip. */
export function Chip(props: {
  readonly act: "assign" | "stage";
  readonly name: string;
  readonly keys: string;
  readonly onPress: (anchor: HTMLElement) => void;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <button
      type="button"
      data-act={props.act}
      aria-haspopup={props.act === "stage" ? "menu" : "dialog"}
      aria-keyshortcuts={ariaKeys(props.keys)}
      data-tip={props.name}
      data-tip-keys={props.keys}
      class="touch-target relative flex h-8 min-w-0 select-none items-center gap-2 rounded border border-line bg-float px-2 transition-colors hover:bg-hover active:bg-pressed"
      onClick={(event) => props.onPress(event.currentTarget)}
    >
      <VisuallyHidden>{`${props.name}: `}</VisuallyHidden>
      {props.children}
      <Icon of={ChevronDown} size={12} class="text-text-quiet" />
    </button>
  );
}
