import { createSignal } from "solid-js";
import type { Board } from "../../store/board.ts";
import { announce } from "../../ui/Announcer.tsx";
import { useWords } from "../../words/index.ts";
import { useMove } from "../acts/stage.ts";
import { calledWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { useStages } from "../stages.ts";

/** What is asked before a card stays where it was dropped. */
export interface Asking {
  readonly lead: string;
  readonly stage: string;
  readonly anchor: HTMLElement;
}

const LANDING_MS = 200;

/** What becomes of a card that is let go over a column. */
export function useDrop(anchorOf: (stage: string) => HTMLElement | undefined) {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const move = useMove();
  const [asking, setAsking] = createSignal<Asking | null>(null);
  const [landed, setLanded] = createSignal<string | null>(null);

  function send(board: Board, lead: string, stage: string): void {
    setLanded(lead);
    app.clock.after(LANDING_MS, () => setLanded((now) => (now === lead ? null : now)));
    const anchor = anchorOf(stage);
    if (stages.of(stage)?.kind === "open" || anchor === undefined) return void move(lead, stage);
    board.lay(lead, stage);
    setAsking({ lead, stage, anchor });
  }

  function drop(board: Board, lead: string, stage: string | null): void {
    const row = workspace.leads.row(lead);
    const became = board.letGo(stage);
    if (stage === null || became === "nothing") return;
    if (became === "free") return send(board, lead, stage);
    if (became === "gone" || row === undefined) return announce(t("board.gone"));
    // ED1: whoever dropped it had seen it in another stage: they say again what they want.
    const person = workspace.directory.member(became.by ?? null)?.name;
    const said = { name: calledWords(t, row), to: stages.name(became.to) };
    app.toasts.show({
      id: `board ${lead}`,
      tone: "overdue",
      text: person === undefined ? t("board.movedMeanwhile", said) : t("board.movedMeanwhileBy", { ...said, person }),
      actions: [{ label: t("stage.move", { stage: stages.name(stage) }), run: () => send(board, lead, stage) }],
    });
  }
  return { asking, setAsking, landed, drop };
}
