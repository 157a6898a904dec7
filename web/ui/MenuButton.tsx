import { createSignal, type JSX, Show, splitProps } from "solid-js";
import { Button, type ButtonProps } from "./Button.tsx";
import type { MenuItem, MenuProps } from "./Menu.tsx";
import { lazyPart } from "./part.tsx";

const load = () => import("./Menu.tsx");
const Menu = lazyPart(async () => (await load()).Menu);

export type MenuButtonProps = Omit<ButtonProps, "onClick"> & {
  /** Of the menu; the button's own name may be its visible words. */
  readonly menuLabel: string;
  readonly items: readonly MenuItem[];
  readonly placement?: MenuProps["placement"];
};

/** The eager half of a menu: its code is fetched when the pointer or focus comes near, before the press. */
export function MenuButton(props: MenuButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ["menuLabel", "items", "placement"]);
  const [anchor, setAnchor] = createSignal<HTMLButtonElement>();
  const [open, setOpen] = createSignal(false);
  // Once shown it stays mounted, so that its closing can hand the focus back.
  const [used, setUsed] = createSignal(false);
  const [byKeys, setByKeys] = createSignal(false);
  const toggle = (next: boolean, keys: boolean) => {
    setByKeys(keys);
    setUsed(true);
    setOpen(next);
  };
  return (
    <>
      <Button
        {...rest}
        ref={setAnchor}
        aria-haspopup="menu"
        aria-expanded={open()}
        onPointerEnter={() => void load().catch(() => undefined)}
        onFocus={() => void load().catch(() => undefined)}
        // A click without a pointer has no count: Enter or Space.
        onClick={(event) => toggle(!open(), event.detail === 0)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          toggle(true, true);
        }}
      />
      <Show when={used() && anchor()}>
        {(element) => (
          <Menu
            label={own.menuLabel}
            items={own.items}
            open={open()}
            onOpenChange={setOpen}
            anchor={element()}
            byKeys={byKeys()}
            placement={own.placement ?? "bottom-start"}
          />
        )}
      </Show>
    </>
  );
}
