import { createEffect, type JSX, Match, on, Show, Switch } from "solid-js";
import { createAfterPaint } from "../../ui/after-paint.ts";
import { Panel } from "../../ui/Panel.tsx";
import { useWords } from "../../words/index.ts";
import { offerLead } from "../actions.ts";
import { nameWords } from "../called.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useRecent } from "../palette/recent.ts";
import { mayWith } from "../rights.ts";
import { WithWords } from "../WithWords.tsx";
import { Answers } from "./Answers.tsx";
import { Fields } from "./fields/Fields.tsx";
import { NoContactLine } from "./fields/NoContactLine.tsx";
import { FollowUps } from "./followups/FollowUps.tsx";
import { Archived, Lines } from "./Lines.tsx";
import { createOpened, type Opened } from "./open.ts";
import { BareHeader, PanelHeader } from "./PanelHeader.tsx";
import { QuickActs } from "./QuickActs.tsx";
import { Source } from "./Source.tsx";
import { Gone, Loading, NotLoaded } from "./states.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { CallingNow } from "./story/CallingNow.tsx";
import { LeftDraft } from "./story/LeftDraft.tsx";
import { Unread } from "./story/Unread.tsx";
import { Timeline } from "./Timeline.tsx";

export interface PanelProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly canMove: (step: 1 | -1) => boolean;
}

/** One lead on one page: who it is, whose it is, what they asked for and what has happened. */
export function LeadPanel(props: PanelProps): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const opened = createOpened(workspace, () => props.id, now);
  offerLead(() => props.id);
  useRecent(() => props.id);
  const label = () => {
    const row = opened.row();
    return row === undefined || !words.has("panel") ? words.t("leads.title") : words.t("lead.panel", { name: nameWords(words.t, row) });
  };
  let top: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.id,
      // In the frame that lays it out anyway.
      () => requestAnimationFrame(() => top?.parentElement?.scrollTo({ top: 0 })),
      { defer: true },
    ),
  );

  return (
    <Panel
      label={label()}
      onClose={() => props.onClose()}
      header={
        <WithWords part="panel" fallback={<BareHeader onClose={() => props.onClose()} />}>
          <PanelHeader
            opened={opened}
            onClose={() => props.onClose()}
            onMove={(step) => props.onMove(step)}
            canMove={(step) => props.canMove(step)}
          />
        </WithWords>
      }
      footer={
        <Show when={words.has("panel") && mayWith(workspace, "lead.attempt", workspace.leads.row(props.id)) && opened.row()}>
          {(row) => <QuickActs row={row()} />}
        </Show>
      }
    >
      <div ref={top} class="flex flex-col gap-6">
        <WithWords part="panel" fallback={<Loading whole />}>
          <Body id={props.id} opened={opened} onClose={() => props.onClose()} />
        </WithWords>
      </div>
    </Panel>
  );
}

function Body(props: { readonly id: string; readonly opened: Opened; readonly onClose: () => void }): JSX.Element {
  const workspace = useWorkspace();
  /** An archived lead is read only: it belongs to no list that a change of it could be shown in. */
  const may = (act: "assign" | "stage" | "attempt" | "edit", id: string) => mayWith(workspace, `lead.${act}`, workspace.leads.row(id));
  const drawn = createAfterPaint(() => props.id);
  return (
    <Show when={props.opened.row()} fallback={<NoRow id={props.id} opened={props.opened} onClose={props.onClose} />}>
      {(row) => (
        <>
          <div class="flex flex-col gap-4">
            <Archived row={row()} />
            <NoContactLine row={row()} bans={props.opened.detail()?.bans} />
            <CallingNow lead={row().id} />
            <StatusLine row={row()} mayAssign={may("assign", row().id)} mayStage={may("stage", row().id)} />
            <Lines row={row()} sameAs={props.opened.detail()?.sameAs ?? null} opened={props.opened} />
            {/* Another lead has its own: nothing half typed goes over to it. */}
            <Show when={drawn() === row().id && row().id} keyed fallback={<div class="h-60" />}>
              {(id) => <Fields id={id} opened={props.opened} linked={may("attempt", id)} />}
            </Show>
          </div>
          <Show
            when={props.opened.detail()}
            fallback={
              <Show when={props.opened.failure()} fallback={<Loading />}>
                {(failure) => (
                  <>
                    <Show when={failure().code === "offline" && may("edit", row().id) && row().id} keyed>
                      {(_id) => <Unread row={row()} />}
                    </Show>
                    <NotLoaded failure={failure()} onRetry={props.opened.retry} />
                  </>
                )}
              </Show>
            }
          >
            {(detail) => (
              <>
                <Show when={detail().row.id === row().id && row().id} keyed>
                  {(id) => <FollowUps row={row()} detail={detail()} mayEdit={may("edit", id)} />}
                </Show>
                <Show when={detail().row.id === row().id && row().id} keyed>
                  {(id) => <Timeline row={row()} detail={detail()} mayEdit={may("edit", id)} />}
                </Show>
                <Answers submissions={detail().submissions} row={row()} />
                <Source submission={detail().submissions[0]} row={row()} />
              </>
            )}
          </Show>
        </>
      )}
    </Show>
  );
}

function NoRow(props: { readonly id: string; readonly opened: Opened; readonly onClose: () => void }): JSX.Element {
  return (
    <Switch fallback={<Loading whole />}>
      <Match when={props.opened.gone()}>
        {(parting) => (
          <>
            <Gone parting={parting()} onClose={() => props.onClose()} />
            <LeftDraft lead={props.id} parting={parting()} />
          </>
        )}
      </Match>
      <Match when={props.opened.failure()}>
        {(failure) => (
          <>
            <NotLoaded failure={failure()} onRetry={() => props.opened.retry()} onClose={() => props.onClose()} />
            <LeftDraft lead={props.id} parting={{ why: "moved", to: null, wasMine: true }} />
          </>
        )}
      </Match>
    </Switch>
  );
}
