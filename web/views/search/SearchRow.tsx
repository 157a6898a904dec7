import { A } from "@solidjs/router";
import CloudUpload from "lucide-solid/icons/cloud-upload";
import { createEffect, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { SearchPart } from "../../../domain/listing.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { StagePill } from "../../ui/StagePill.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { nameWords } from "../called.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { FoundAt } from "../palette/LeadFound.tsx";
import { Marked } from "../palette/Marked.tsx";
import { markWords } from "../palette/match.ts";
import { mayWith } from "../rights.ts";
import { useStages } from "../stages.ts";
import { Waiting } from "../Waiting.tsx";

export const SEARCH_GRID =
  "grid items-center gap-x-4 ps-6 pe-4 max-md:ps-4 max-md:pe-3 grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[minmax(140px,1.2fr)_minmax(160px,1.4fr)_124px_minmax(110px,0.8fr)_84px]";

/** A lead that was found, and what of it was. */
export function SearchRow(props: {
  readonly row: LeadRow;
  readonly where: readonly SearchPart[];
  readonly typed: string;
  readonly href: string;
  readonly opened: boolean;
  readonly active: boolean;
  readonly onScreen: boolean;
  readonly onOpen: () => void;
  readonly onActive: () => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const stages = useStages();
  const owner = () => workspace.directory.member(props.row.owner);
  const owned = () => owner()?.name ?? t("assign.unassigned");
  const name = () => nameWords(t, props.row);
  const parts = () => props.where.filter((part) => part !== "name").map((part) => t(`palette.screen.part.${part}`));
  createEffect(() => {
    if (props.onScreen && workspace.leads.fresh(props.row.id)) workspace.leads.seen(props.row.id);
  });
  return (
    <div
      class={`${SEARCH_GRID} relative h-full border-b border-line/60`}
      classList={{ "row-selected": props.opened, "hover:bg-hover has-[[data-row]:focus-visible]:bg-hover": !props.opened }}
      onClick={(event) => {
        if (event.defaultPrevented || (event.target instanceof Element && event.target.closest("a, button"))) return;
        props.onOpen();
      }}
    >
      <span role="cell" class="flex min-w-0 flex-col gap-0.5">
        <span class="flex min-w-0 items-center gap-2">
          <A
            href={props.href}
            noScroll
            data-row
            dir="auto"
            tabindex={props.active ? 0 : -1}
            class="truncate rounded-small font-medium text-text max-md:text-title"
            onFocus={() => props.onActive()}
          >
            <Marked text={name()} ranges={markWords(name(), props.typed)} />
          </A>
          <Show when={props.row.archivedAt != null}>
            <span class="shrink-0 rounded-full border border-line px-1.5 text-caption text-text-quiet">{t("palette.where.archived")}</span>
          </Show>
          <Show when={workspace.commands.waits(props.row.id)}>
            <span role="img" data-waits="" aria-label={t("footer.waits")} data-tip={t("footer.waits")} class="text-waiting-text">
              <Icon of={CloudUpload} size={14} />
            </span>
          </Show>
        </span>
        <span class="truncate text-small text-text-quiet md:hidden">
          <FoundAt row={props.row} where={props.where} typed={props.typed} />
        </span>
      </span>
      <span role="cell" class="min-w-0 truncate text-small text-text-quiet max-md:hidden">
        <Show when={parts()[0]}>{(part) => <VisuallyHidden>{`${t("palette.screen.where")}: ${part()} `}</VisuallyHidden>}</Show>
        <FoundAt row={props.row} where={props.where} typed={props.typed} />
      </span>
      <span role="cell" class="min-w-0 max-md:hidden">
        <Act kind="stage" label={t("stage.label")} keys="s">
          <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />
        </Act>
      </span>
      <span role="cell" class="min-w-0 max-md:hidden">
        <Act kind="assign" label={t("assign.label")} keys="a">
          <span class="flex min-w-0 items-center gap-2">
            <Avatar id={props.row.owner} name={owned()} away={owner()?.away ?? false} />
            <bdi class="truncate" classList={{ "text-text-quiet": props.row.owner === null }}>
              {owned()}
            </bdi>
          </span>
        </Act>
      </span>
      <span role="cell" class="flex flex-col items-end gap-1 md:items-start">
        <Waiting row={props.row} edge="start" nobody={<span class="text-text-quiet max-md:hidden">–</span>} />
        <span class="flex items-center gap-1.5 text-small text-text-quiet md:hidden">
          <StagePill look={stages.look(props.row.stage)} label={stages.name(props.row.stage)} bare />
        </span>
      </span>
    </div>
  );

  function Act(own: {
    readonly kind: "assign" | "stage";
    readonly label: string;
    readonly keys: string;
    readonly children: JSX.Element;
  }): JSX.Element {
    return (
      <Show when={mayWith(workspace, `lead.${own.kind}`, props.row)} fallback={own.children}>
        <button
          type="button"
          tabindex={props.active ? 0 : -1}
          data-act={own.kind}
          aria-haspopup={own.kind === "stage" ? "menu" : "dialog"}
          data-tip={own.label}
          data-tip-keys={own.keys}
          class="-ms-1.5 flex h-7 max-w-full items-center rounded px-1.5 hover:bg-pressed"
          onClick={(event) => acts[own.kind](props.row.id, event.currentTarget)}
        >
          <VisuallyHidden>{`${own.label}: `}</VisuallyHidden>
          {own.children}
        </button>
      </Show>
    );
  }
}
