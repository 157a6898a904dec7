import { type JSX, Show } from "solid-js";
import { faceColour, initials } from "./face.ts";

/** A person's face. `id` null is nobody: a dashed circle. Without `label` it is decoration beside a written name. */
export function Avatar(props: {
  readonly id: string | null;
  readonly name: string;
  readonly size?: 16 | 20 | 24 | 32;
  readonly away?: boolean;
  readonly label?: string;
}): JSX.Element {
  const size = () => props.size ?? 20;
  return (
    <span
      class="relative inline-flex shrink-0"
      style={{ width: `${size()}px`, height: `${size()}px` }}
      role={props.label === undefined ? undefined : "img"}
      aria-label={props.label}
      aria-hidden={props.label === undefined ? "true" : undefined}
      data-tip={props.label}
    >
      <Show when={props.id} fallback={<Nobody />}>
        {(id) => (
          <span
            class="flex size-full select-none items-center justify-center rounded-full font-semibold leading-none text-on-face"
            style={{ background: faceColour(id()), "font-size": `${Math.max(8, Math.round(size() * 0.42))}px` }}
          >
            {initials(props.name, size())}
          </span>
        )}
      </Show>
      <Show when={props.away}>
        <span class="absolute -end-0.5 -bottom-0.5 size-1.75 rounded-full border-[1.5px] border-text-quiet bg-raised outline-[1.5px] outline-raised" />
      </Show>
    </span>
  );
}

function Nobody(): JSX.Element {
  return (
    <svg
      viewBox="0 0 20 20"
      class="size-full text-text-quiet"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="8.5" stroke-dasharray="2.4 2.94" vector-effect="non-scaling-stroke" />
    </svg>
  );
}
