import { createUniqueId, type JSX } from "solid-js";

/** A part of the page with its name. */
export function Section(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id} class="flex flex-col gap-3 border-t border-line pt-4">
      <h3 id={id} class="font-semibold">
        {props.title}
      </h3>
      {props.children}
    </section>
  );
}

/** Facts in two columns, all labels of a page at one width. */
export function Facts(props: { readonly children: JSX.Element }): JSX.Element {
  return <dl class="flex flex-col gap-1">{props.children}</dl>;
}

/** `pressed` is for a row whose value and buttons a finger has to hit. */
export function Fact(props: {
  readonly label: string;
  readonly children: JSX.Element;
  readonly end?: JSX.Element;
  readonly pressed?: boolean;
}): JSX.Element {
  return (
    <div class="flex min-h-7 items-start gap-3" classList={{ "touch:min-h-11 touch:py-1.5": props.pressed ?? false }}>
      <dt class="w-28 shrink-0 py-1 max-md:w-24 text-text-quiet">{props.label}</dt>
      <dd class="flex min-w-0 flex-1 items-start gap-3">
        <div class="min-w-0 flex-1 py-1 wrap-anywhere">{props.children}</div>
        <div class="flex shrink-0 items-center gap-0.5 -me-1.5 touch:gap-4">{props.end}</div>
      </dd>
    </div>
  );
}
