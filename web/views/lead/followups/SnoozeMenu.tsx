import AlarmClock from "lucide-solid/icons/alarm-clock";
import { createMemo, type JSX } from "solid-js";
import { Icon } from "../../../ui/Icon.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useNow } from "../../context.tsx";
import { timeChoices } from "./choices.ts";
import { choiceWords, useHours } from "./TimeChoices.tsx";
import { useFollowUpActs } from "./useFollowUpActs.ts";

const MINUTE_MS = 60_000;

/** Puts something off: to a time that is meant often, or to any. `label` says what of. */
export function SnoozeMenu(props: {
  readonly label: string;
  readonly onMove: (dueAt: number) => void;
  /** A day and time of one's own is chosen where the follow-up is changed. */
  readonly onChoose: () => void;
  readonly children?: JSX.Element;
}): JSX.Element {
  const app = useApp();
  const words = useWords();
  const now = useNow();
  const hours = useHours();
  const acts = useFollowUpActs();
  const minute = createMemo(() => Math.floor(now() / MINUTE_MS));
  const items = createMemo((): MenuItem[] => {
    minute();
    return [
      ...timeChoices(app.clock.now(), hours()).map((choice) => ({
        label: choiceWords(words, choice),
        note: acts.when(choice.at),
        onSelect: () => props.onMove(choice.at),
      })),
      { separator: true as const },
      { label: words.t("followUps.choice.pick"), onSelect: () => props.onChoose() },
    ];
  });
  return (
    <MenuButton
      variant={props.children === undefined ? "icon" : "ghost"}
      size="small"
      label={props.label}
      menuLabel={props.label}
      placement="bottom-end"
      items={items()}
    >
      {props.children ?? <Icon of={AlarmClock} size={14} />}
    </MenuButton>
  );
}
