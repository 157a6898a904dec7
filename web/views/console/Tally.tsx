import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CirclePause from "lucide-solid/icons/circle-pause";
import EyeOff from "lucide-solid/icons/eye-off";
import { For, type JSX } from "solid-js";
import type { ChangeState, DeliveryRow } from "../../../domain/console.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";

const SIGN = { waiting: CircleDashed, done: CircleCheck, parked: CirclePause, unread: EyeOff } as const;
const LOOK = {
  waiting: "text-waiting-text",
  done: "text-live-text",
  parked: "text-overdue-text font-medium",
  unread: "text-text-quiet",
} as const;

export function StateSign(props: { readonly state: ChangeState; readonly words: string }): JSX.Element {
  return (
    <span data-state={props.state} class={`inline-flex items-center gap-1 whitespace-nowrap text-small tabular-nums ${LOOK[props.state]}`}>
      <Icon of={SIGN[props.state]} size={14} />
      {props.words}
    </span>
  );
}

/** What became of a delivery's changes, counted; what needs somebody first. */
export function Tally(props: { readonly states: DeliveryRow["states"] }): JSX.Element {
  const { t } = useWords();
  const some = () => (["parked", "waiting", "done", "unread"] satisfies ChangeState[]).filter((state) => props.states[state] > 0);
  return (
    <span class="flex min-w-0 gap-x-3 overflow-hidden">
      <For
        each={some()}
        fallback={
          <span aria-hidden="true" class="text-text-quiet">
            –
          </span>
        }
      >
        {(state) => <StateSign state={state} words={t(`console.tally.${state}`, { n: props.states[state] })} />}
      </For>
    </span>
  );
}
