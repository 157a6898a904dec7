import { For, type JSX, Show } from "solid-js";
import { Avatar } from "./Avatar.tsx";

/** Who else is here: up to `max` faces, overlapping, then a number. `label` says all names. */
export function AvatarStack(props: {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly label: string;
  readonly max?: number;
  readonly size?: 16 | 20 | 24;
  /** Whatever is beyond `max`, as words: "+3". */
  readonly rest?: (count: number) => string;
}): JSX.Element {
  const max = () => props.max ?? 4;
  const beyond = () => props.people.length - max();
  return (
    <span class="inline-flex items-center" role="img" aria-label={props.label} data-tip={props.label}>
      <For each={props.people.slice(0, max())}>
        {(person) => (
          <span class="-ms-1 rounded-full ring-2 ring-raised first:ms-0">
            <Avatar id={person.id} name={person.name} size={props.size ?? 20} />
          </span>
        )}
      </For>
      <Show when={beyond() > 0}>
        <span class="ms-1 text-small tabular-nums text-text-quiet">{props.rest?.(beyond())}</span>
      </Show>
    </span>
  );
}
