import { A, useLocation, useNavigate } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import ChevronRight from "lucide-solid/icons/chevron-right";
import CloudOff from "lucide-solid/icons/cloud-off";
import CloudUpload from "lucide-solid/icons/cloud-upload";
import Merge from "lucide-solid/icons/merge";
import UserRoundX from "lucide-solid/icons/user-round-x";
import Users from "lucide-solid/icons/users";
import { createSignal, type JSX, Show } from "solid-js";
import type { LeadDetail } from "../../../domain/api.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { askKept } from "../offline/open.ts";
import { mayWith } from "../rights.ts";
import { useArchive } from "./fields/archive.ts";
import { reasonWords } from "../reason.ts";
import { mayMerge } from "./merging/may.ts";
import { MergeDialog } from "./merging/part.ts";
import { offerItems } from "./offer-items.ts";
import type { Opened } from "./open.ts";

const LOOK = "flex min-h-9 items-center gap-2 rounded px-3 py-2";

/** What has to be known before anybody calls: nobody has it, we may know them, this may be old. */
export function Lines(props: { readonly row: LeadRow; readonly sameAs: LeadDetail["sameAs"]; readonly opened: Opened }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const twin = () => `/w/${workspace.slug}/leads/${props.sameAs?.id ?? ""}${location.search}`;
  const name = () => props.sameAs?.name || t("leads.noName");
  const [merging, setMerging] = createSignal<string | null>(null);
  const [asking, setAsking] = createSignal(false);
  offerItems(
    () => "twin",
    () => t("lead.sameAs", { name: name() }),
    () => (props.sameAs === null ? [] : [{ label: t("palette.lead.open"), onSelect: () => navigate(twin(), { scroll: false }) }]),
  );
  return (
    <>
      <Show when={props.row.owner === null}>
        <p
          class={LOOK}
          classList={{ "bg-hover text-text-quiet": props.row.isTest, "bg-waiting-ground text-waiting-text": !props.row.isTest }}
        >
          <Icon of={UserRoundX} />
          <span class="min-w-0 flex-1">{reasonWords(t, props.row.reason, workspace.directory, null)}</span>
        </p>
      </Show>
      <Show when={props.sameAs}>
        {(same) => (
          <div class="flex items-center rounded bg-waiting-ground text-waiting-text">
            <A href={twin()} noScroll class={`${LOOK} touch:min-h-11 min-w-0 flex-1 hover:underline`}>
              <Icon of={Users} />
              <span class="min-w-0 flex-1">{t("lead.sameAs", { name: name() })}</span>
              <Show when={workspace.directory.member(same().owner)}>
                {(owner) => <Avatar id={owner().id} name={owner().name} label={owner().name} />}
              </Show>
              <Icon of={ChevronRight} size={14} class="rtl:-scale-x-100" />
            </A>
            <Show when={mayMerge(workspace, props.row)}>
              <Button
                size="small"
                class="me-2"
                aria-haspopup="dialog"
                aria-label={t("merge.with", { name: name() })}
                onClick={() => {
                  setMerging(same().id);
                  setAsking(true);
                }}
              >
                {t("merge.now")}
              </Button>
            </Show>
          </div>
        )}
      </Show>
      <MergeDialog row={props.row} opened={props.opened} other={merging()} open={asking()} onOpenChange={setAsking} />
      <Show when={workspace.commands.waits(props.row.id)}>
        <button
          type="button"
          aria-haspopup="dialog"
          class="touch-target relative flex items-center gap-2 self-start rounded-small text-small text-waiting-text hover:underline"
          onClick={() => askKept("list")}
        >
          <Icon of={CloudUpload} size={14} />
          {t("story.note.waits")}
        </button>
      </Show>
      <Show when={props.opened.detail() !== undefined && props.opened.staleSince()}>
        {(since) => (
          <p role="status" class="flex items-center gap-2 text-small text-text-quiet">
            <Icon of={CloudOff} size={14} />
            {t("lead.stale", { time: words.format().time(since()) })}
            <Show when={props.opened.failure()}>
              <Button variant="ghost" size="small" class="text-accent-text" onClick={() => void props.opened.retry()}>
                {t("common.retry")}
              </Button>
            </Show>
          </p>
        )}
      </Show>
    </>
  );
}

/** It can be read and not changed; whoever may, brings it back. LM1: one that went into another lead says into which. */
export function Archived(props: { readonly row: LeadRow; readonly into: LeadDetail["mergedInto"] }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  const archive = useArchive();
  return (
    <Show when={props.row.archivedAt != null}>
      <Show
        when={props.into}
        fallback={
          <p role="status" class={`${LOOK} bg-hover`}>
            <Icon of={Archive} class="text-text-quiet" />
            <span class="min-w-0 flex-1">{t("archive.banner")}</span>
            <Show when={mayWith(workspace, "lead.archive", props.row)}>
              <Button size="small" onClick={() => void archive(props.row, false)}>
                {t("archive.restore")}
              </Button>
            </Show>
          </p>
        }
      >
        {(into) => (
          <div role="status" class="rounded bg-hover">
            <Show
              when={into().lead}
              fallback={
                <p class={LOOK}>
                  <Icon of={Merge} class="text-text-quiet" />
                  <span class="min-w-0 flex-1">{t("archive.intoHidden")}</span>
                </p>
              }
            >
              {(lead) => (
                <A
                  href={`/w/${workspace.slug}/leads/${lead().id}${location.search}`}
                  noScroll
                  class={`${LOOK} touch:min-h-11 hover:underline`}
                >
                  <Icon of={Merge} class="text-text-quiet" />
                  <span class="min-w-0 flex-1">{t("archive.into", { name: lead().name || t("leads.noName") })}</span>
                  <Icon of={ChevronRight} size={14} class="rtl:-scale-x-100" />
                </A>
              )}
            </Show>
          </div>
        )}
      </Show>
    </Show>
  );
}
