import type { JSX } from "solid-js";
import { ATTEMPT_CHANNELS, ATTEMPT_OUTCOMES } from "../../../domain/lead.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import type { ActProps } from "./ActsProvider.tsx";
import { useMove } from "./stage.ts";

type Channel = (typeof ATTEMPT_CHANNELS)[number];
type Outcome = (typeof ATTEMPT_OUTCOMES)[number];

/** How a try to reach the person went: two keys from anywhere, and the waiting clock stops. */
export function AttemptMenu(props: ActProps): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const move = useMove();
  const log = async (lead: string, channel: Channel, result: Outcome) => {
    const row = workspace.leads.row(lead);
    if (row === undefined) return;
    const outcome = await workspace.commands.attempt(lead, channel, result);
    if (!outcome.ok) return;
    const now = workspace.leads.row(lead);
    const reachedNew = result === "reached" && now?.stage === "new" && mayWith(workspace, "lead.stage", now);
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("attempt.logged", { name: calledWords(t, row) }),
      actions: [
        ...(reachedNew ? [{ label: t("stage.move", { stage: t("stage.contacted") }), run: () => void move(lead, "contacted") }] : []),
        { label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) },
      ],
    });
  };
  const items = (): MenuItem[] =>
    ATTEMPT_CHANNELS.flatMap((channel) => [
      { heading: t(`attempt.channel.${channel}`) },
      ...ATTEMPT_OUTCOMES.map((result) => ({
        label: t(`attempt.outcome.${result}`),
        onSelect: () => void log(props.lead, channel, result),
      })),
    ]);
  return (
    <Menu
      label={t("attempt.title")}
      anchor={props.anchor}
      open={props.open}
      byKeys
      onOpenChange={(open) => props.onOpenChange(open)}
      items={items()}
    />
  );
}
