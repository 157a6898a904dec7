import type { JSX } from "solid-js";
import { isTouched, Popup } from "../../../ui/Popup.tsx";
import { WithWords } from "../../WithWords.tsx";

/** What stands over its button, and on a phone rises from the bottom edge; with the words of views and of a lead's fields. */
export function Sheet(props: {
  readonly label: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
  readonly wide?: boolean;
  readonly end?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Popup
          label={props.label}
          anchor={props.anchor}
          open={props.open}
          onOpenChange={props.onOpenChange}
          placement={props.end ? "bottom-end" : "bottom-start"}
          first={(sheet) => {
            if (isTouched()) return sheet;
            return sheet.querySelector<HTMLElement>("[autofocus]") ?? sheet.querySelector<HTMLElement>("select, input, button") ?? sheet;
          }}
          class={props.wide ? "w-80" : "w-72"}
        >
          {props.children}
        </Popup>
      </WithWords>
    </WithWords>
  );
}
