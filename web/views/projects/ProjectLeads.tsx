import Building from "lucide-solid/icons/building";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { Query } from "../../store/floor/lists.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { NewAbove } from "../../ui/NewAbove.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { may } from "../rights.ts";
import { PROJECT_GRID, ProjectLead } from "./ProjectLead.tsx";

const ROW = 40;

/** The leads of one project as they come in, newest first. What comes in moves no row under the pointer. */
export function ProjectLeads(props: {
  readonly query: Query;
  readonly opened: string | null;
  readonly active: string | null;
  readonly address: (lead: string) => string;
  readonly onOpen: (lead: string) => void;
  readonly onActive: (lead: string) => void;
  readonly ref: (handle: VirtualListHandle) => void;
}): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const [handle, setHandle] = createSignal<VirtualListHandle>();
  const above = () => handle()?.above() ?? 0;
  return (
    <Switch>
      <Match when={props.query.ids().length === 0 && props.query.failure()}>
        {(failure) => (
          <ErrorState
            title={t("projects.leadsFailed")}
            hint={failureAdvice(t, failure().code)}
            {...(failure().request === null ? {} : { request: failure().request ?? "" })}
            onRetry={() => void props.query.more()}
          />
        )}
      </Match>
      <Match when={props.query.ids().length === 0 && !props.query.complete()}>
        <SkeletonGroup label={t("common.loading")}>
          <SkeletonRows
            count={10}
            row={(n) => (
              <div class={`${PROJECT_GRID} h-10 border-b border-line/60`}>
                <Skeleton class={`h-3 ${n % 3 === 0 ? "w-36" : "w-28"}`} />
                <Skeleton class="h-3 w-20" />
              </div>
            )}
          />
        </SkeletonGroup>
      </Match>
      <Match when={props.query.ids().length === 0}>
        <EmptyState
          icon={<Icon of={Building} size={20} />}
          title={t("projects.noLeads")}
          hint={t(may(workspace, "projects.edit") ? "projects.noLeadsHint" : "projects.noLeadsLook")}
        />
      </Match>
      <Match when={props.query.ids().length > 0}>
        <div
          role="table"
          aria-label={t("leads.list")}
          aria-rowcount={props.query.ids().length + 1}
          class="relative flex min-h-0 flex-1 flex-col"
        >
          <div
            role="rowgroup"
            class="shrink-0 overflow-y-scroll border-b border-line [scrollbar-color:transparent_transparent] max-md:sr-only"
          >
            <div role="row" aria-rowindex="1" class={`${PROJECT_GRID} h-8 text-small text-text-quiet`}>
              <span role="columnheader">{t("leads.column.name")}</span>
              <span role="columnheader">{t("leads.column.owner")}</span>
              <span role="columnheader">{t("leads.column.stage")}</span>
              <span role="columnheader">{t("leads.column.waiting")}</span>
              <span role="columnheader">{t("leads.column.received")}</span>
            </div>
          </div>
          <Show when={above() > 0}>
            <NewAbove
              words={t("leads.newAbove", { n: above() })}
              label={t("leads.newAboveLabel", { n: above() })}
              onPress={() => handle()?.toTop()}
            />
          </Show>
          <VirtualList
            class="flex-1"
            as="table"
            label={t("leads.list")}
            rows={() => props.query.ids()}
            rowHeight={ROW}
            active={props.active}
            heldRow={acts.open()}
            ref={(made) => {
              setHandle(made);
              props.ref(made);
            }}
            onEnd={() => void props.query.more()}
          >
            {(id, state) => (
              <Show when={workspace.leads.row(id())}>
                {(row) => (
                  <ProjectLead
                    row={row()}
                    href={props.address(id())}
                    opened={props.opened === id()}
                    active={state.inTabOrder()}
                    onScreen={state.onScreen()}
                    onOpen={() => props.onOpen(id())}
                    onActive={() => props.onActive(id())}
                  />
                )}
              </Show>
            )}
          </VirtualList>
        </div>
      </Match>
    </Switch>
  );
}
