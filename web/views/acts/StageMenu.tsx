import type { JSX } from "solid-js";
import { Menu } from "../../ui/Menu.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useStages } from "../stages.ts";
import type { ActProps } from "./ActsProvider.tsx";
import { useMove } from "./stage.ts";

export function StageMenu(props: ActProps): JSX.Element {
  const workspace = useWorkspace();
  const stages = useStages();
  const move = useMove();
  const { t } = useWords();
  return (
    <Menu
      label={t("stage.label")}
      anchor={props.anchor}
      open={props.open}
      byKeys
      onOpenChange={(open) => props.onOpenChange(open)}
      items={stages.list().map(({ id: stage }) => ({
        label: stages.name(stage),
        icon: () => <StageGlyph look={stages.look(stage)} />,
        checked: workspace.leads.row(props.lead)?.stage === stage,
        onSelect: () => void move(props.lead, stage),
      }))}
    />
  );
}
