import { createSignal, type JSX, onCleanup, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { ariaKeys } from "../../ui/keys.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useWorkspace } from "../context.tsx";
import { offeredIn, type Written } from "./story/offered.ts";

const SendPopup = lazyPart(async () => (await import("./story/SendPopup.tsx")).SendPopup);

interface WayProps {
  readonly row: LeadRow;
  readonly channel: "phone" | Written;
  readonly href: string;
  /** The telephone or address that it leads to, where that is not the lead's first. */
  readonly to?: string;
  /** Given, it opens in a new tab and says so. */
  readonly label?: string | undefined;
  /** What it is called where nothing in it says so. */
  readonly name?: string | undefined;
  readonly tip?: string | undefined;
  readonly keys?: string;
  readonly class: string;
  /** Texts are being chosen from, or are no more. */
  readonly onChoosing?: (is: boolean) => void;
  readonly children: JSX.Element;
}

/** A way to the person: a link, or, where the workspace has texts that go this way, a choice of them. */
export function WayLink(props: WayProps): JSX.Element {
  const { directory } = useWorkspace();
  const written = (): Written | undefined =>
    props.channel !== "phone" && offeredIn(directory.setup().templates, props.channel).length > 0 ? props.channel : undefined;
  return (
    <Show
      when={written()}
      fallback={
        <a
          href={props.href}
          data-reach={props.channel}
          target={props.label === undefined ? undefined : "_blank"}
          rel={props.label === undefined ? undefined : "noopener"}
          aria-label={props.label ?? props.name}
          data-tip={props.tip}
          data-tip-keys={props.keys}
          aria-keyshortcuts={props.keys === undefined ? undefined : ariaKeys(props.keys)}
          class={props.class}
        >
          {props.children}
        </a>
      }
    >
      {(channel) => <Texts {...props} channel={channel()} />}
    </Show>
  );
}

function Texts(props: WayProps & { readonly channel: Written }): JSX.Element {
  const [used, setUsed] = createSignal(false);
  const [open, setOpen] = createSignal(false);
  let anchor!: HTMLButtonElement;
  const turn = (to: boolean) => {
    setUsed(true);
    setOpen(to);
    props.onChoosing?.(to);
  };
  onCleanup(() => open() && props.onChoosing?.(false));
  const first = () => (props.channel === "email" ? props.row.email : props.row.phone);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        data-reach={props.channel}
        aria-haspopup="dialog"
        aria-expanded={open()}
        aria-label={props.name}
        data-tip={props.tip}
        data-tip-keys={props.keys}
        aria-keyshortcuts={props.keys === undefined ? undefined : ariaKeys(props.keys)}
        class={props.class}
        onClick={() => turn(!open())}
      >
        {props.children}
      </button>
      <Show when={used()}>
        <SendPopup
          channel={props.channel}
          row={props.row}
          to={props.to ?? first() ?? ""}
          anchor={anchor}
          open={open()}
          onOpenChange={turn}
        />
      </Show>
    </>
  );
}
