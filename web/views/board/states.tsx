import SquareKanban from "lucide-solid/icons/square-kanban";
import { For, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { createLead } from "../lead/create/asked.ts";
import { ViewEmpty } from "../leads/views/ViewEmpty.tsx";
import { may } from "../rights.ts";

const WhoRuns = lazyPart(async () => (await import("../start/WhoRuns.tsx")).WhoRuns);

/** Nothing in any stage: why, and the way out. */
export function BoardEmpty(props: { readonly filtered: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  return (
    <Show
      when={props.filtered}
      fallback={
        <>
          <EmptyState
            icon={<Icon of={SquareKanban} size={20} />}
            title={t("leads.empty.title")}
            hint={t(workspace.directory.me()?.role === "agent" ? "leads.empty.agent" : "leads.empty.hint")}
            action={
              <Show when={may(workspace, "lead.create")}>
                <Button keys="c" class="touch:h-11" onClick={() => createLead()}>
                  {t("leads.add")}
                </Button>
              </Show>
            }
          />
          <Show when={!may(workspace, "workspace.settings")}>
            <WhoRuns />
          </Show>
        </>
      }
    >
      <ViewEmpty loading={false} failure={null} onRetry={() => undefined} />
    </Show>
  );
}

const COLUMNS = [4, 3, 5, 2, 3, 1];

/** The shape of the board, before there is one. */
export function BoardLoading(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="min-h-0 flex-1 overflow-hidden">
      <SkeletonGroup label={t("common.loading")}>
        <div class="flex gap-3 p-4 md:ps-6">
          <For each={COLUMNS}>
            {(cards) => (
              <div class="flex w-66 shrink-0 flex-col gap-2 max-md:w-full">
                <Skeleton class="mb-2 h-4 w-32" />
                <For each={Array.from({ length: cards })}>{() => <Skeleton class="h-25 w-full" />}</For>
              </div>
            )}
          </For>
        </div>
      </SkeletonGroup>
    </div>
  );
}
