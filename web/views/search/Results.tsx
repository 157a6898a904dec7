import CloudOff from "lucide-solid/icons/cloud-off";
import Search from "lucide-solid/icons/search";
import SearchX from "lucide-solid/icons/search-x";
import { type JSX, Match, Show, Switch } from "solid-js";
import type { SearchPart } from "../../../domain/listing.ts";
import type { Finder } from "../../store/floor/finder.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { VirtualList, type VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { useActs, useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { createLead } from "../lead/create/asked.ts";
import { createNarrow, PHONE } from "../leads/narrow.ts";
import { begunBy } from "../palette/begun.ts";
import { may } from "../rights.ts";
import { SEARCH_GRID, SearchRow } from "./SearchRow.tsx";
import { Loading } from "./states.tsx";

const ROW = 44;
const CARD = 64;

/** What was found, the best first; or why there is nothing. */
export function Results(props: {
  readonly finder: Finder;
  readonly typed: string;
  readonly ids: readonly string[];
  readonly where: (lead: string) => readonly SearchPart[];
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
  const narrow = createNarrow(PHONE);
  const text = () => props.finder.text();
  const offline = () => workspace.live.status() === "offline";
  return (
    <Switch>
      <Match when={text() === "" && props.ids.length === 0}>
        <EmptyState icon={<Icon of={Search} size={20} />} title={t("palette.screen.begin")} hint={t("palette.screen.hint")} />
      </Match>
      <Match when={props.ids.length === 0 && props.finder.asking()}>
        <Loading />
      </Match>
      <Match when={props.ids.length === 0 && !offline() && props.finder.failure()}>
        {(failure) => (
          <ErrorState
            title={t("palette.screen.failed")}
            hint={failureAdvice(t, failure().code)}
            {...(failure().request === null ? {} : { request: failure().request ?? "" })}
            onRetry={() => props.finder.again()}
          />
        )}
      </Match>
      <Match when={props.ids.length === 0}>
        <EmptyState
          icon={<Icon of={offline() ? CloudOff : SearchX} size={20} />}
          title={t("palette.screen.none", { text: text() })}
          hint={t(offline() ? "palette.screen.noneOffline" : "palette.screen.noneHint")}
          action={
            <Show when={!offline() && may(workspace, "lead.create")}>
              <Button onClick={() => createLead(begunBy(text()))}>
                {t(begunBy(text()).name === undefined ? "palette.addWith" : "palette.add", { text: text() })}
              </Button>
            </Show>
          }
        />
      </Match>
      <Match when={props.ids.length > 0}>
        <Show when={text() !== "" && (offline() || props.finder.failure() !== null)}>
          <p class="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2 text-small text-waiting-text md:px-6">
            <Icon of={CloudOff} size={14} />
            {t(offline() ? "palette.offline" : "palette.failed")}
          </p>
        </Show>
        <div
          role="table"
          aria-label={t(text() === "" ? "palette.group.recent" : "palette.screen.list")}
          aria-rowcount={props.ids.length + 1}
          class="relative flex min-h-0 flex-1 flex-col"
        >
          <div
            role="rowgroup"
            class="shrink-0 overflow-y-scroll border-b border-line [scrollbar-color:transparent_transparent] max-md:sr-only"
          >
            <div role="row" aria-rowindex="1" class={`${SEARCH_GRID} h-8 text-small text-text-quiet`}>
              <span role="columnheader">{t(text() === "" ? "palette.group.recent" : "leads.column.name")}</span>
              <span role="columnheader">{t(text() === "" ? "leads.column.phone" : "palette.screen.where")}</span>
              <span role="columnheader">{t("leads.column.stage")}</span>
              <span role="columnheader">{t("leads.column.owner")}</span>
              <span role="columnheader">{t("leads.column.waiting")}</span>
            </div>
          </div>
          <VirtualList
            class="flex-1"
            as="table"
            label={t("palette.screen.list")}
            rows={() => props.ids}
            rowHeight={narrow() ? CARD : ROW}
            active={props.active}
            heldRow={acts.open()}
            ref={(made) => props.ref(made)}
          >
            {(id, state) => (
              <Show when={props.finder.row(id()) ?? workspace.leads.row(id())}>
                {(row) => (
                  <SearchRow
                    row={row()}
                    where={props.where(id())}
                    typed={props.typed}
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
