import type { JSX } from "solid-js";
import { type Stage, STAGES } from "../../../domain/lead.ts";
import { Menu } from "../../ui/Menu.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import type { ActProps } from "./ActsProvider.tsx";

export function StageMenu(props: ActProps): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const move = async (lead: string, stage: Stage) => {
    const row = workspace.leads.row(lead);
    if (row === undefined || row.stage === stage) return;
    const outcome = await workspace.commands.setStage(lead, stage);
    if (!outcome.ok) return;
    app.toasts.show({
      id: outcome.mutation,
      tone: "live",
      text: t("stage.moved", { name: row.name || t("leads.noName"), stage: t(`stage.${stage}`) }),
      action: { label: t("common.undo"), run: () => void workspace.commands.undo(outcome.mutation) },
    });
  };
  return (
    <Menu
      label={t("stage.label")}
      anchor={props.anchor}
      open={props.open}
      byKeys
      onOpenChange={(open) => props.onOpenChange(open)}
      items={STAGES.map((stage) => ({
        label: t(`stage.${stage}`),
        icon: () => <StageGlyph stage={stage} />,
        checked: workspace.leads.row(props.lead)?.stage === stage,
        onSelect: () => void move(props.lead, stage),
      }))}
    />
  );
}
