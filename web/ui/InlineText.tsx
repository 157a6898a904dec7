import { createSignal, type JSX, Show, splitProps } from "solid-js";
import { FieldError } from "./FieldError.tsx";
import { InlineEditor, type InlineEditorProps } from "./InlineEditor.tsx";
import { INLINE } from "./inline.ts";

export type InlineTextProps = Omit<InlineEditorProps, "onEnd"> & {
  /** The button's name: which field, and what stands in it. */
  readonly name: string;
  /** The words in its place while it is empty. */
  readonly empty: string;
  /** How it reads, where that is not as it is typed. */
  readonly children?: JSX.Element;
};

/** A text that turns into its own input where it stands: pressed, or by Enter or F2. */
export function InlineText(props: InlineTextProps): JSX.Element {
  const [own, editor] = splitProps(props, ["name", "empty", "children"]);
  const [editing, setEditing] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  return (
    <Show
      when={editing()}
      fallback={
        <>
          <button
            ref={button}
            type="button"
            aria-label={own.name}
            class={`${INLINE} ${props.class ?? ""}`}
            onClick={() => setEditing(true)}
            onKeyDown={(event) => {
              if (event.key !== "F2") return;
              event.preventDefault();
              setEditing(true);
            }}
          >
            <Show when={props.value !== ""} fallback={<span class="text-text-quiet">{own.empty}</span>}>
              <span class="min-w-0 flex-1 whitespace-pre-line wrap-anywhere">{own.children ?? <bdi>{props.value}</bdi>}</span>
            </Show>
          </button>
          <Show when={props.error}>{(error) => <FieldError words={error()} />}</Show>
        </>
      }
    >
      <InlineEditor
        {...editor}
        onEnd={(how) => {
          setEditing(false);
          // By Tab or a press the focus is already where the person wants it.
          if (how !== "left") queueMicrotask(() => button?.focus({ preventScroll: true }));
        }}
      />
    </Show>
  );
}
