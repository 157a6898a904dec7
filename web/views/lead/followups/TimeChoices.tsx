import { createMemo, For, type JSX } from "solid-js";
import { Button } from "../../../ui/Button.tsx";
import type { Words } from "../../../words/index.ts";
import { useWords } from "../../../words/index.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { type Choice, timeChoices } from "./choices.ts";

/** Where and when this workspace works: what times are chosen by. */
export function useHours(): () => Parameters<typeof timeChoices>[1] {
  const { directory } = useWorkspace();
  return () => directory.workspace()?.settings ?? { workingHours: {}, timeZone: "UTC" };
}

export function choiceWords({ t, format }: Pick<Words, "t" | "format">, { id, at }: Choice): string {
  return id === "morning" ? t("followUps.choice.morning", { day: format().weekday(at) }) : t(`followUps.choice.${id}`);
}

/** Times that are meant most often, to press. */
export function TimeChoices(props: { readonly value: number | null; readonly onPick: (at: number) => void }): JSX.Element {
  const app = useApp();
  const words = useWords();
  const hours = useHours();
  const choices = createMemo(() => timeChoices(app.clock.now(), hours()));
  return (
    <div class="flex flex-wrap gap-1.5">
      <For each={choices()}>
        {(choice) => (
          <Button
            size="small"
            class={`touch:h-11! ${props.value === choice.at ? "border-accent! bg-accent-ground! text-accent-text!" : ""}`}
            aria-pressed={props.value === choice.at}
            onClick={() => props.onPick(choice.at)}
          >
            {choiceWords(words, choice)}
          </Button>
        )}
      </For>
    </div>
  );
}
