import type { LucideProps } from "lucide-solid";
import { type Component, createEffect, createSignal, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";

export interface OverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A button of the header with what stands over it, whose code comes when the pointer is near. */
export function OverButton(
  props: Omit<OverProps, "anchor"> & {
    readonly label: string;
    readonly icon: Component<LucideProps>;
    readonly keys?: string;
    readonly disabled: boolean;
    readonly near: () => Promise<unknown>;
    readonly over: Component<OverProps>;
  },
): JSX.Element {
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  // Once shown it stays mounted, so that its closing can hand the focus back.
  const [used, setUsed] = createSignal(false);
  createEffect(() => props.open && setUsed(true));
  return (
    <>
      <Button
        ref={setAnchor}
        variant="ghost"
        class="text-text-quiet max-md:w-8 max-md:px-0!"
        aria-haspopup="dialog"
        aria-expanded={props.open}
        data-tip={props.keys === undefined ? undefined : props.label}
        data-tip-keys={props.keys}
        disabled={props.disabled}
        onPointerEnter={() => void props.near().catch(() => undefined)}
        onClick={() => props.onOpenChange(!props.open)}
      >
        <Icon of={props.icon} />
        <span class="max-md:sr-only">{props.label}</span>
      </Button>
      <Show when={used() && anchor()}>
        {(element) => <props.over open={props.open} onOpenChange={(open) => props.onOpenChange(open)} anchor={element()} />}
      </Show>
    </>
  );
}
