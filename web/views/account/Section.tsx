import { createUniqueId, type JSX, Show } from "solid-js";
import { keepFocus } from "./keep-focus.ts";

/** One part of the account. */
export function Section(props: { readonly title: string; readonly hint?: string; readonly children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  let part!: HTMLElement;
  let head!: HTMLHeadingElement;
  const onFocusIn = keepFocus(
    () => part,
    () => head,
  );
  return (
    <section ref={part} aria-labelledby={id} onFocusIn={onFocusIn} class="rounded-large border border-line bg-raised">
      <div class="flex flex-col gap-0.5 px-4 pt-4 sm:px-5">
        <h2 ref={head} id={id} tabindex="-1" class="self-start rounded-small text-title font-semibold outline-none focus-visible:outline-2">
          {props.title}
        </h2>
        <Show when={props.hint}>
          <p class="text-text-quiet">{props.hint}</p>
        </Show>
      </div>
      <div class="flex flex-col gap-4 px-4 py-4 sm:px-5">{props.children}</div>
    </section>
  );
}

/** What is, and at its end what can be done about it; on a phone below it. */
export function Line(props: { readonly children: JSX.Element; readonly end?: JSX.Element }): JSX.Element {
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div class="min-w-0 flex-1 basis-60">{props.children}</div>
      <Show when={props.end}>
        <div class="flex flex-wrap items-center gap-2">{props.end}</div>
      </Show>
    </div>
  );
}

/** A small form within a section, and its buttons. */
export function Steps(props: { readonly children: JSX.Element }): JSX.Element {
  return <div class="flex max-w-90 flex-col gap-4">{props.children}</div>;
}
