import { createMemo, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { StagePill } from "../../ui/StagePill.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { reasonWords } from "../reason.ts";
import { useStages } from "../stages.ts";
import { Waiting } from "../Waiting.tsx";
import { Chip } from "./Chip.tsx";

const Contacted = lazyPart(async () => (await import("./Contacted.tsx")).Contacted);

/** How far it is, whose it is and why, and how long the person waits. Whoever may not change a thing reads it as words. */
export function StatusLine(props: { readonly row: LeadRow; readonly mayAssign: boolean; readonly mayStage: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const stage = () => stages.name(props.row.stage);
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t(props.row.owner === null ? "assign.unassigned" : "timeline.somebody");
  const team = () => workspace.directory.team(props.row.team);
  const changed = useChanged(() => props.row);
  return (
    <div class="flex flex-col gap-2">
      <div class="flex items-start gap-3 touch:py-1.5">
        <div class="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-3 touch:gap-x-3">
          <span class="relative flex">
            <Show when={props.mayStage} fallback={<StagePill look={stages.look(props.row.stage)} label={stage()} />}>
              <Chip act="stage" name={t("stage.label")} keys="s" onPress={(anchor) => acts.stage(props.row.id, anchor)}>
                <StagePill look={stages.look(props.row.stage)} label={stage()} bare />
              </Chip>
            </Show>
            <ChangedBy lead={props.row.id} shown={changed() !== "owner"} />
          </span>
          <span class="relative flex min-w-0">
            <Show when={props.mayAssign} fallback={<Person id={props.row.owner} name={owned()} away={owner()?.away ?? false} />}>
              <Chip act="assign" name={t("assign.label")} keys="a" onPress={(anchor) => acts.assign(props.row.id, anchor)}>
                <Person id={props.row.owner} name={owned()} away={owner()?.away ?? false} />
              </Chip>
            </Show>
            <ChangedBy lead={props.row.id} shown={changed() === "owner"} />
          </span>
        </div>
        <span class="flex min-h-8 items-center">
          <Waiting row={props.row} edge="end" />
        </span>
      </div>
      <Show when={props.row.owner !== null || team()}>
        <p class="flex flex-wrap gap-x-3 text-small text-text-quiet">
          <Show when={props.row.owner !== null}>
            <span>{reasonWords(t, props.row.reason, workspace.directory, props.row.owner)}</span>
          </Show>
          <Show when={team()}>{(known) => <span>{t("lead.ofTeam", { name: known().name })}</span>}</Show>
        </p>
      </Show>
      <Show when={props.row.firstAttemptAt ?? props.row.reachedAt ?? props.row.closedAt}>
        {/* Its line is kept for it: nothing beneath moves when it comes. */}
        <p class="min-h-lh text-small text-text-quiet">
          <Contacted row={props.row} />
        </p>
      </Show>
    </div>
  );
}

function Person(props: { readonly id: string | null; readonly name: string; readonly away: boolean }): JSX.Element {
  return (
    <span class="flex min-w-0 items-center gap-2" classList={{ "text-text-quiet": props.id === null }}>
      <Avatar id={props.id} name={props.name} away={props.away} />
      <bdi class="truncate text-small font-medium">{props.name}</bdi>
    </span>
  );
}

/** What the last change changed: where the face of whoever made it belongs. */
function useChanged(row: () => LeadRow): () => "owner" | "other" {
  const seen = createMemo<{ readonly row: LeadRow; readonly part: "owner" | "other" }>((before) => {
    const now = row();
    const same = before?.row.id === now.id;
    return {
      row: now,
      part: same && before.row.owner !== now.owner ? "owner" : same && before.row.stage === now.stage ? before.part : "other",
    };
  });
  return () => seen().part;
}

function ChangedBy(props: { readonly lead: string; readonly shown: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const person = () => (props.shown ? workspace.directory.member(workspace.leads.changedBy(props.lead) ?? null) : undefined);
  return (
    <Show when={person()}>
      {(by) => (
        <span class="absolute -end-1.5 -top-2 z-10 flex animate-appear rounded-full ring-2 ring-raised">
          <Avatar id={by().id} name={by().name} size={16} label={t("leads.changedBy", { name: by().name })} />
        </span>
      )}
    </Show>
  );
}
