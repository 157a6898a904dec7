import Check from "lucide-solid/icons/check";
import { type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import { Avatar } from "./Avatar.tsx";
import { Icon } from "./Icon.tsx";

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** Open leads. */
  readonly load: number;
  readonly away: boolean;
}

/** One person to choose, or null for nobody. `share` is the load against the fullest person's, 0 to 1. */
export function PersonOption(props: {
  readonly id: string;
  readonly choice: Choice | null;
  /** The words for nobody. */
  readonly nobody: string;
  readonly share: number;
  readonly active: boolean;
  readonly current: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      class="flex h-9 select-none items-center gap-2 rounded-small px-2 touch:h-11"
      classList={{ "bg-pressed": props.active }}
      onPointerMove={() => !props.active && props.onPoint()}
      // Keeps the focus in the filter: a blur would close the list before the click.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => props.onPick()}
    >
      <Avatar id={props.choice?.id ?? null} name={props.choice?.name ?? ""} away={props.choice?.away ?? false} />
      <span class="min-w-0 flex-1 truncate" classList={{ "text-text-quiet": props.choice === null }}>
        <bdi>{props.choice?.name ?? props.nobody}</bdi>
      </span>
      <Show when={props.choice}>
        {(choice) => (
          <>
            <Show when={choice().away}>
              <span class="text-small text-text-quiet">{t("assign.away")}</span>
            </Show>
            <span class="text-small tabular-nums text-text-quiet">{t("assign.load", { n: choice().load })}</span>
            <span aria-hidden="true" class="h-1 w-8 overflow-hidden rounded-full bg-line-strong/40">
              <span class="block h-full rounded-full bg-text-quiet" style={{ width: `${Math.round(props.share * 100)}%` }} />
            </span>
          </>
        )}
      </Show>
      <span class="flex w-4 justify-end text-accent">
        <Show when={props.current}>
          <Icon of={Check} size={14} />
        </Show>
      </span>
    </div>
  );
}
