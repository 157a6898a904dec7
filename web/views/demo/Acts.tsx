import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import CloudRain from "lucide-solid/icons/cloud-rain";
import Copy from "lucide-solid/icons/copy";
import Plug from "lucide-solid/icons/plug";
import Unplug from "lucide-solid/icons/unplug";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Demo } from "../../store/demo.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { type Said, said } from "./said.ts";

const ROWS = [
  { acts: ["rain"], hint: "rainHint" },
  { acts: ["move"], hint: "moveHint" },
  { acts: ["twice"], hint: "twiceHint" },
  { acts: ["fail", "mend"], hint: "failHint" },
] as const;
type ButtonAct = (typeof ROWS)[number]["acts"][number];

const ICONS = { rain: CloudRain, move: ArrowLeftRight, twice: Copy, fail: Unplug, mend: Plug } as const;

/** Each with what to watch for before it is pressed, and what came of it after. */
export function Acts(props: { readonly demo: Demo }): JSX.Element {
  return <For each={ROWS}>{(row) => <Row demo={props.demo} acts={row.acts} hint={row.hint} />}</For>;
}

function Row(props: {
  readonly demo: Demo;
  readonly acts: readonly ButtonAct[];
  readonly hint: (typeof ROWS)[number]["hint"];
}): JSX.Element {
  const words = useWords();
  const [busy, setBusy] = createSignal<ButtonAct | null>(null);
  const [result, setResult] = createSignal<(() => Said) | null>(null);
  async function act(which: ButtonAct): Promise<void> {
    if (busy() !== null) return;
    setBusy(which);
    const acted = await props.demo.act(which);
    setBusy(null);
    // Emptied in between, so that the same words twice are read out twice.
    setResult(null);
    queueMicrotask(() => setResult(() => () => said(which, acted, words, seenFirst)));
  }
  /** The first screen that a lead was seen on, once it was. */
  function seenFirst(lead: string): { readonly name: string; readonly ms: number } | undefined {
    const state = props.demo.doors();
    const seen = props.demo.times().flatMap(({ door, times }) => {
      const [time, at] = [times.find((one) => one.lead === lead), state.kind === "ready" && state.doors.find((one) => one.key === door)];
      return time === undefined || !at ? [] : [{ name: at.name, agent: at.role === "agent", ms: time.ms }];
    });
    return seen.sort((a, b) => Number(b.agent) - Number(a.agent) || a.ms - b.ms)[0];
  }
  return (
    <div class="flex flex-col gap-x-4 gap-y-2 px-4 py-3.5 sm:flex-row">
      <div class="flex shrink-0 flex-col gap-2 sm:w-42">
        <For each={props.acts}>
          {(which) => (
            <Button class="w-full sm:justify-start! touch:h-11" busy={busy() === which} onClick={() => void act(which)}>
              <Icon of={ICONS[which]} size={14} class="text-text-quiet" />
              {words.t(`demo.${which}`)}
            </Button>
          )}
        </For>
      </div>
      <div class="min-w-0 flex-1 sm:pt-1.5">
        <p class="text-text-quiet">{words.t(`demo.${props.hint}`)}</p>
        <div role="status">
          <Show when={result()?.()}>
            {(now) => (
              <p class={`mt-1 flex items-start gap-1.5 ${now().done ? "" : "text-overdue-text"}`}>
                <Icon of={now().done ? CircleCheck : CircleAlert} size={14} class={`mt-0.75 ${now().done ? "text-accent" : ""}`} />
                <span class="min-w-0 tabular-nums">{now().text}</span>
              </p>
            )}
          </Show>
        </div>
      </div>
    </div>
  );
}
