import { type JSX, Index } from "solid-js";

/** One grey bar; give it the size of what will stand there. */
export function Skeleton(props: { readonly class: string; readonly round?: boolean }): JSX.Element {
  return <span aria-hidden="true" class={`block shrink-0 bg-pressed ${props.round ? "rounded-full" : "rounded-small"} ${props.class}`} />;
}

/**
 * Wraps the skeleton of a real layout: nothing shows for 150 ms, so that fast answers do not flash. It breathes as a whole: what moves by
 * itself is a layer of its own, and a table has hundreds of bars.
 */
export function SkeletonGroup(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div role="status" aria-label={props.label} class="animate-skeleton">
      {props.children}
    </div>
  );
}

export function SkeletonRows(props: { readonly count: number; readonly row: (index: number) => JSX.Element }): JSX.Element {
  return <Index each={Array.from({ length: props.count })}>{(_, index) => props.row(index)}</Index>;
}
