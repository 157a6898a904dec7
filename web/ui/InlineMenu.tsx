import { createSignal, type JSX, Show } from "solid-js";
import { FieldError } from "./FieldError.tsx";
import { INLINE } from "./inline.ts";
import type { MenuItem } from "./Menu.tsx";
import { lazyPart } from "./part.tsx";

const load = () => import("./Menu.tsx");
const Menu = lazyPart(async () => (await load()).Menu);

/** A value to choose from a few: it is a button where it stands, with the choices over it. */
export function InlineMenu(props: {
  /** The button's name: which field, and what stands in it. */
  readonly name: string;
  readonly menuLabel: string;
  readonly items: readonly MenuItem[];
  /** The words in its place while nothing is chosen. */
  readonly empty: string;
  readonly chosen: boolean;
  readonly error?: string | undefined;
  readonly class?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  // Once shown it stays mounted, so that its closing can hand the focus back.
  const [used, setUsed] = createSignal(false);
  const [byKeys, setByKeys] = createSignal(false);
  const show = (keys: boolean) => {
    setByKeys(keys);
    setUsed(true);
    setOpen(true);
  };
  return (
    <>
      <button
        ref={setAnchor}
        type="button"
        aria-label={props.name}
        aria-haspopup="menu"
        aria-expanded={open()}
        class={`${INLINE} ${props.class ?? ""}`}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        // A click without a pointer has no count: Enter or Space.
        onClick={(event) => (open() ? setOpen(false) : show(event.detail === 0))}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "F2") return;
          event.preventDefault();
          show(true);
        }}
      >
        <Show when={props.chosen} fallback={<span class="text-text-quiet">{props.empty}</span>}>
          {props.children}
        </Show>
      </button>
      <Show when={props.error}>{(error) => <FieldError words={error()} />}</Show>
      <Show when={used() && anchor()}>
        {(element) => (
          <Menu label={props.menuLabel} items={props.items} open={open()} onOpenChange={setOpen} anchor={element()} byKeys={byKeys()} />
        )}
      </Show>
    </>
  );
}
