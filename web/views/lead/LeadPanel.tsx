import { createEffect, type JSX, Match, on, Show, Switch } from "solid-js";
import { Panel } from "../../ui/Panel.tsx";
import { useWords } from "../../words/index.ts";
import { nameWords } from "../called.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";
import { Answers } from "./Answers.tsx";
import { Contact } from "./Contact.tsx";
import { Lines } from "./Lines.tsx";
import { createOpened, type Opened } from "./open.ts";
import { PanelHeader } from "./PanelHeader.tsx";
import { QuickActs } from "./QuickActs.tsx";
import { Source } from "./Source.tsx";
import { Gone, Loading, NotLoaded } from "./states.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { Timeline } from "./Timeline.tsx";

/** One lead on one page: who it is, whose it is, what they asked for and what has happened. */
export function LeadPanel(props: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly canMove: (step: 1 | -1) => boolean;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const opened = createOpened(workspace, () => props.id, now);
  const label = () => {
    const row = opened.row();
    return row === undefined ? t("leads.title") : t("lead.panel", { name: nameWords(t, row) });
  };
  /** An archived lead is read only: it belongs to no list that a change of it could be shown in. */
  const may = (act: "assign" | "stage" | "attempt") => mayWith(workspace, `lead.${act}`, workspace.leads.row(props.id));
  let top: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.id,
      () => top?.parentElement?.scrollTo({ top: 0 }),
      { defer: true },
    ),
  );

  return (
    <Panel
      label={label()}
      onClose={() => props.onClose()}
      header={
        <PanelHeader row={opened.row()} onClose={() => props.onClose()} onMove={(step) => props.onMove(step)} canMove={props.canMove} />
      }
      footer={<Show when={may("attempt") && opened.row()}>{(row) => <QuickActs row={row()} />}</Show>}
    >
      <div ref={top} class="flex flex-col gap-6">
        <Show when={opened.row()} fallback={<NoRow opened={opened} onClose={() => props.onClose()} />}>
          {(row) => (
            <>
              <div class="flex flex-col gap-4">
                <StatusLine row={row()} mayAssign={may("assign")} mayStage={may("stage")} />
                <Lines row={row()} sameAs={opened.detail()?.sameAs ?? null} opened={opened} />
                <Contact row={row()} linked={may("attempt")} />
              </div>
              <Show
                when={opened.detail()}
                fallback={
                  <Show when={opened.failure()} fallback={<Loading />}>
                    {(failure) => <NotLoaded failure={failure()} onRetry={opened.retry} />}
                  </Show>
                }
              >
                {(detail) => (
                  <>
                    <Answers submissions={detail().submissions} row={row()} />
                    <Source submission={detail().submissions[0]} row={row()} />
                    <Timeline entries={detail().timeline} submissions={detail().submissions} />
                  </>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
    </Panel>
  );
}

function NoRow(props: { readonly opened: Opened; readonly onClose: () => void }): JSX.Element {
  return (
    <Switch fallback={<Loading whole />}>
      <Match when={props.opened.gone()}>{(parting) => <Gone parting={parting()} onClose={() => props.onClose()} />}</Match>
      <Match when={props.opened.failure()}>
        {(failure) => <NotLoaded failure={failure()} onRetry={() => props.opened.retry()} onClose={() => props.onClose()} />}
      </Match>
    </Switch>
  );
}
