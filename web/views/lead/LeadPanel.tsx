import { createEffect, createMemo, type JSX, Match, on, Show, Switch } from "solid-js";
import { createAfterPaint, createFollowing } from "../../ui/after-paint.ts";
import { Panel } from "../../ui/Panel.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { reach } from "../../ui/reach.ts";
import { useWords } from "../../words/index.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { offerLead } from "../actions.ts";
import { nameWords } from "../called.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useRecent } from "../palette/recent.ts";
import { mayWith } from "../rights.ts";
import { WithWords } from "../WithWords.tsx";
import { Fields } from "./fields/Fields.tsx";
import { NoContactLine } from "./fields/NoContactLine.tsx";
import { Archived, Lines } from "./Lines.tsx";
import { createOpened, type Opened } from "./open.ts";
import { BareHeader, PanelHeader } from "./PanelHeader.tsx";
import { QuickActs } from "./QuickActs.tsx";
import { Gone, Loading, NotLoaded } from "./states.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { CallingNow } from "./story/CallingNow.tsx";
import { LeftDraft } from "./story/LeftDraft.tsx";

const loadStory = () => import("./Story.tsx");
const Story = lazyPart(async () => (await loadStory()).Story);
// It comes beside the lead itself, not after it.
void reach(loadStory).catch(() => undefined);

export interface PanelProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
  readonly canMove: (step: 1 | -1) => boolean;
}

/**
 * One lead on one page: who it is, whose it is, what they asked for and what has happened. Where another one is opened, who that is stands
 * there at once; putting the one before away and reading the next, which take longer, begin once that is drawn.
 */
export function LeadPanel(props: PanelProps): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const followed = createFollowing(() => props.id);
  const opened = createOpened(workspace, followed, now);
  /** The page itself as well: it begins with who it is. */
  const begun = createAfterPaint(() => "begun");
  const behind = () => followed() !== props.id;
  const row = createMemo(() => (behind() ? workspace.leads.row(props.id) : opened.row()));
  offerLead(() => props.id);
  useRecent(followed);
  const label = () => {
    const known = row();
    return known === undefined || !words.has("panel") ? words.t("leads.title") : words.t("lead.panel", { name: nameWords(words.t, known) });
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
            row={row()}
            behind={behind()}
            opened={opened}
            onClose={() => props.onClose()}
            onMove={(step) => props.onMove(step)}
            canMove={(step) => props.canMove(step)}
          />
        </WithWords>
      }
      footer={
        <Show when={begun() && words.has("panel") && mayWith(workspace, "lead.attempt", workspace.leads.row(props.id)) && row()}>
          {(known) => <QuickActs row={known()} />}
        </Show>
      }
    >
      <div ref={top} class="flex flex-col gap-6">
        <WithWords part="panel" fallback={<Loading whole />}>
          <Show when={begun()}>
            <Body row={row()} behind={behind()} id={followed()} opened={opened} onClose={() => props.onClose()} />
          </Show>
        </WithWords>
      </div>
    </Panel>
  );
}

interface BodyProps {
  readonly row: LeadRow | undefined;
  /** `id` and `opened` are still the lead's before: nothing of it may be read under another one's name. */
  readonly behind: boolean;
  readonly id: string;
  readonly opened: Opened;
  readonly onClose: () => void;
}

function Body(props: BodyProps): JSX.Element {
  const workspace = useWorkspace();
  /** An archived lead is read only: it belongs to no list that a change of it could be shown in. */
  const may = (act: "assign" | "stage" | "attempt" | "edit", id: string) => mayWith(workspace, `lead.${act}`, workspace.leads.row(id));
  const drawn = createAfterPaint(() => props.id);
  const detail = () => (props.behind ? undefined : props.opened.detail());
  const hidden = () => ({ "opacity-0": props.behind });
  return (
    <Show when={props.row} fallback={<NoRow {...props} />}>
      {(row) => (
        <>
          <div class="flex flex-col gap-4">
            <Archived row={row()} into={detail()?.mergedInto ?? null} />
            <NoContactLine row={row()} bans={detail()?.bans} />
            <CallingNow lead={row().id} />
            <StatusLine row={row()} mayAssign={may("assign", row().id)} mayStage={may("stage", row().id)} />
            <Lines row={row()} sameAs={detail()?.sameAs ?? null} opened={props.opened} />
            {/* Another lead has its own: nothing half typed goes over to it. */}
            <div classList={hidden()}>
              <Show when={props.opened.row() && drawn()} keyed fallback={<div class="h-60" />}>
                {(id) => <Fields id={id} opened={props.opened} linked={may("attempt", id)} />}
              </Show>
            </div>
          </div>
          <div class="flex flex-col gap-6" classList={hidden()}>
            <Show when={props.opened.row()}>
              {(whole) => <Story row={whole()} opened={props.opened} mayEdit={(id) => may("edit", id)} />}
            </Show>
          </div>
        </>
      )}
    </Show>
  );
}

function NoRow(props: BodyProps): JSX.Element {
  return (
    <Switch fallback={<Loading whole />}>
      <Match when={!props.behind && props.opened.gone()}>
        {(parting) => (
          <>
            <Gone parting={parting()} onClose={() => props.onClose()} />
            <LeftDraft lead={props.id} parting={parting()} />
          </>
        )}
      </Match>
      <Match when={!props.behind && props.opened.failure()}>
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
