import type { JSX } from "solid-js";
import { type AttemptOutcome, CHANNELS, type Channel, OUTCOMES } from "../../../domain/lead.ts";
import { firstStage } from "../../../domain/setup.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import type { ActProps } from "./ActsProvider.tsx";
import { useMove } from "./stage.ts";

/** How a try to reach the person went: two keys from anywhere, and the waiting clock stops. */
export function AttemptMenu(props: ActProps): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const stages = useStages();
  const move = useMove();
  /** Whoever was spoken to is not new any more. */
  const second = () => stages.list().filter((one) => one.kind === "open")[1]?.id ?? firstStage(workspace.directory.setup());
  const log = async (lead: string, channel: Channel, result: AttemptOutcome) => {
    const row = workspace.leads.row(lead);
    if (row === undefined) return;
    const outcome = await workspace.commands.attempt(lead, channel, result);
    if (!outcome.ok) return;
    const now = workspace.leads.row(lead);
    const reachedNew =
      result === "reached" && now?.stage === firstStage(workspace.directory.setup()) && mayWith(workspace, "lead.stage", now);
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("attempt.logged", { name: calledWords(t, row) }),
      actions: [
        ...(reachedNew ? [{ label: t("stage.move", { stage: stages.name(second()) }), run: () => void move(lead, second()) }] : []),
        { label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) },
      ],
    });
  };
  const items = (): MenuItem[] =>
    CHANNELS.flatMap((channel) => [
      { heading: t(`attempt.channel.${channel}`) },
      ...OUTCOMES.map((result) => ({
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
