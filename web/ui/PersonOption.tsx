import { type JSX, Show } from "solid-js";
import { useWords } from "../words/index.ts";
import { Avatar } from "./Avatar.tsx";

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** Open leads. */
  readonly load: number;
  readonly away: boolean;
}

/** What an option says of a person, or of nobody (null). `share` is the load against the fullest person's, 0 to 1. */
export function PersonOption(props: {
  readonly choice: Choice | null;
  /** The words for nobody. */
  readonly nobody: string;
  readonly share: number;
}): JSX.Element {
  const { t } = useWords();
  return (
    <>
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
    </>
  );
}
