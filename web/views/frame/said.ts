import { useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { choiceKey, LOG_CHOICES } from "../lead/story/log.ts";

/** `"lead.note"` of the open lead is `"at.lead.note"` of one that was gone to. */
const has = (offered: readonly Action[], id: string): boolean => offered.some((one) => one.id === id || one.id === `at.${id}`);

/**
 * Keys that belong to what opens over the screen, or to what has the focus in it, said with what leads there: a log takes its letter after
 * the one that opens it. Whoever has the focus does them by itself.
 */
export function useSaidKeys(): (offered: readonly Action[]) => readonly Action[] {
  const words = useWords();
  const { t } = words;
  return (offered) => [
    ...(has(offered, "lead.attempt") && words.has("panel")
      ? [
          ...LOG_CHOICES.flatMap(({ channel, choices }) =>
            choices.flatMap((choice): Action[] =>
              choice.key === undefined
                ? []
                : [
                    {
                      id: `log.${choice.key}`,
                      label: `${t(`story.channel.${channel}`)}: ${t(choiceKey(choice))}`,
                      group: "log",
                      keys: [`l ${choice.key}`],
                    },
                  ],
            ),
          ),
          { id: "log.said", label: t("story.log.said"), group: "log", keys: ["l t"] } as const,
        ]
      : []),
    ...(has(offered, "lead.stage") ? [{ id: "lost", label: t("palette.said.lost"), group: "inside", keys: ["0–9"] } as const] : []),
    ...(has(offered, "lead.note") ? [{ id: "save", label: t("palette.said.save"), group: "inside", keys: ["mod+enter"] } as const] : []),
    ...(has(offered, "list.filter")
      ? [{ id: "condition", label: t("palette.said.condition"), group: "inside", keys: ["backspace", "Del"] } as const]
      : []),
  ];
}
