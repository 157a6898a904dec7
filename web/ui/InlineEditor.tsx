import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show, untrack } from "solid-js";
import { FieldError } from "./FieldError.tsx";
import { INLINE_INPUT } from "./inline.ts";

/** How the typing ended: by Enter, by Escape, or because the person went on to something else. */
export type Ended = "saved" | "cancelled" | "left";

export interface InlineEditorProps {
  /** What is typed in, for screen readers. */
  readonly label: string;
  /** As it stands now. Changed by somebody else while this one types, it is said beneath; what was typed stays. */
  readonly value: string;
  /** What was typed before and refused: the typing goes on from there. */
  readonly draft?: string | undefined;
  readonly error?: string | undefined;
  /** The words for what somebody else made of it meanwhile. */
  readonly theirs?: ((now: string) => string) | undefined;
  readonly kind?: "text" | "tel" | "email" | "number" | "decimal" | undefined;
  readonly multiline?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
  /** Ids of suggestions the browser offers. */
  readonly list?: string | undefined;
  readonly class?: string | undefined;
  /** Whether it may be so; `false` keeps whoever pressed Enter at it. Asked only for a text that was changed. */
  readonly onSave: (text: string) => boolean;
  readonly onEnd: (how: Ended) => void;
  /** What was typed is given up, and what was wrong with it too. */
  readonly onCancel?: (() => void) | undefined;
}

const MODE = { text: "text", tel: "tel", email: "email", number: "numeric", decimal: "decimal" } as const;

/** The typing half of an inline field: Enter saves, Escape gives up, Tab and pressing elsewhere save and go on. */
export function InlineEditor(props: InlineEditorProps): JSX.Element {
  const id = createUniqueId();
  const began = untrack(() => props.value);
  const [text, setText] = createSignal(untrack(() => props.draft ?? props.value));
  const theirs = () => (props.value === began ? undefined : props.theirs?.(props.value));
  let input: HTMLInputElement | HTMLTextAreaElement | undefined;
  let ended = false;

  let typed = false;
  /** Enter says it of whatever stands there, also over what somebody else made of it; to go elsewhere says it only of what was typed. */
  const says = (how: Ended) => how !== "cancelled" && (typed || how === "saved") && text().trim() !== props.value.trim();
  const end = (how: Ended) => {
    if (ended) return;
    // Before it is saved: saving may take the field off the screen, and what was typed is saved once.
    ended = true;
    if (says(how) && !props.onSave(text().trim()) && how === "saved") {
      ended = false;
      return;
    }
    if (how === "cancelled") props.onCancel?.();
    props.onEnd(how);
  };
  // Taken off the screen while it is typed in: what was typed is not lost.
  onCleanup(() => {
    if (ended || !untrack(() => says("left"))) return;
    ended = true;
    untrack(() => props.onSave(text().trim()));
  });
  onMount(() => {
    input?.focus({ preventScroll: true });
    input?.select();
    grow();
  });
  const grow = () => {
    if (!(input instanceof HTMLTextAreaElement)) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end("cancelled");
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      end("saved");
    }
  };
  const common = () => ({
    "aria-label": props.label,
    "aria-invalid": props.error !== undefined || undefined,
    "aria-describedby": `${id}-said`,
    autocomplete: "off",
    maxLength: props.maxLength,
    placeholder: props.placeholder,
    dir: props.kind === "tel" || props.kind === "email" ? ("ltr" as const) : text() === "" ? undefined : ("auto" as const),
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      typed = true;
      setText(event.currentTarget.value);
      grow();
    },
    onKeyDown,
    // The window lost the focus, not the field: whoever comes back goes on typing.
    onBlur: () => document.activeElement !== input && end("left"),
    class: `${INLINE_INPUT} resize-none ${props.class ?? ""}`,
  });
  return (
    <>
      <Show
        when={props.multiline}
        fallback={
          <input
            ref={(made) => (input = made)}
            value={text()}
            inputmode={MODE[props.kind ?? "text"]}
            spellcheck={props.kind === undefined || props.kind === "text"}
            autocapitalize={props.kind === undefined || props.kind === "text" ? undefined : "off"}
            enterkeyhint="done"
            list={props.list}
            {...common()}
          />
        }
      >
        <textarea ref={(made) => (input = made)} rows={1} value={text()} {...common()} />
      </Show>
      <div id={`${id}-said`}>
        <Show when={props.error}>{(error) => <FieldError words={error()} />}</Show>
        <Show when={theirs()}>
          {(words) => (
            <p role="status" class="py-1 text-small text-text-quiet">
              {words()}
            </p>
          )}
        </Show>
      </div>
    </>
  );
}
