import { createComputed, createSignal, type JSX, Show, untrack } from "solid-js";
import { Menu } from "../../ui/Menu.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useStages } from "../stages.ts";
import { WithWords } from "../WithWords.tsx";
import type { ActProps } from "./ActsProvider.tsx";
import { ClosingAsk } from "./ClosingAsk.tsx";
import { useMove } from "./stage.ts";

/** Where a lead stands. A stage that closes it asks first why it was lost, or what it is worth. */
export function StageMenu(props: ActProps): JSX.Element {
  const workspace = useWorkspace();
  const stages = useStages();
  const move = useMove();
  const { t } = useWords();
  const [closing, setClosing] = createSignal<string>();
  const [asking, setAsking] = createSignal(false);
  /** Where the menu stood: what is asked next stands there too. */
  const [stand, setStand] = createSignal(untrack(() => props.anchor));
  createComputed(() => {
    if (!props.open) return;
    setStand(props.anchor);
    setAsking(false);
  });
  const where = () => (asking() ? stand() : props.anchor);
  const ask = (stage: string) => {
    setClosing(stage);
    setAsking(true);
  };
  return (
    <>
      <Menu
        label={t("stage.label")}
        anchor={props.anchor}
        open={props.open}
        byKeys
        onOpenChange={(open) => props.onOpenChange(open)}
        items={stages.list().map(({ id: stage, kind }) => ({
          label: stages.name(stage),
          icon: () => <StageGlyph look={stages.look(stage)} />,
          checked: workspace.leads.row(props.lead)?.stage === stage,
          ...(kind === "open" || workspace.leads.row(props.lead)?.stage === stage
            ? { onSelect: () => void move(props.lead, stage) }
            : { moves: true, onSelect: () => ask(stage) }),
        }))}
      />
      <Show when={closing()} keyed>
        {(stage) => (
          <WithWords part="panel">
            <ClosingAsk lead={props.lead} stage={stage} anchor={where()} open={asking()} onOpenChange={setAsking} />
          </WithWords>
        )}
      </Show>
    </>
  );
}
