import type { JSX } from "solid-js";

/** A field with its name in the page's column of names. `end`: what is done with its value beside changing it. */
export function FieldRow(props: {
  /** As it is asked for from elsewhere. */
  readonly field: string;
  readonly label: string;
  readonly children: JSX.Element;
  readonly end?: JSX.Element;
}): JSX.Element {
  return (
    <div data-field={props.field} class="flex items-start gap-3">
      <dt class="w-28 shrink-0 py-1 max-md:w-24 text-text-quiet wrap-anywhere touch:py-3">
        <bdi>{props.label}</bdi>
      </dt>
      <dd class="flex min-w-0 flex-1 items-start gap-1">
        <div class="min-w-0 flex-1">{props.children}</div>
        <div class="-me-1.5 flex shrink-0 items-center touch:gap-4 touch:py-2">{props.end}</div>
      </dd>
    </div>
  );
}

/** A value that is only read. */
export function Read(props: { readonly children: JSX.Element }): JSX.Element {
  return <div class="min-h-7 py-1 wrap-anywhere touch:py-3">{props.children}</div>;
}
