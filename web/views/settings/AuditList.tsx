import Cog from "lucide-solid/icons/cog";
import ScrollText from "lucide-solid/icons/scroll-text";
import { createMemo, For, type JSX, Match, Show, Switch } from "solid-js";
import type { RecordRow } from "../../../domain/records.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { failureAdvice, failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";
import { byDay, dayOf } from "./days.ts";
import type { RecordFilters } from "./record-filters.ts";
import { createRecordWords } from "./record-words.ts";
import { RowsSkeleton } from "./states.tsx";
import { browserWords } from "./whence.ts";

const DAY_MS = 86_400_000;

/** The records, newest first, a day under its name. */
export function AuditList(props: {
  readonly filters: RecordFilters;
  readonly opened: string | null;
  readonly onOpen: (id: string) => void;
}): JSX.Element {
  const { t, locale } = useWords();
  const { records } = useSettings();
  const now = useNow();
  const days = createMemo(() => byDay(records.rows()));
  const named = createMemo(() => new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" }));
  const dayWords = (at: number) => {
    if (dayOf(at) === dayOf(now())) return t("records.today");
    return dayOf(at) === dayOf(now() - DAY_MS) ? t("records.yesterday") : named().format(at);
  };
  return (
    <div class="flex flex-col gap-4">
      <Show when={records.rows().length > 0} fallback={<Nothing filters={props.filters} />}>
        <For each={days()}>
          {(day) => (
            <section>
              <h2 class="sticky top-0 z-10 bg-raised py-1.5 text-small font-medium text-text-quiet">{dayWords(day.at)}</h2>
              <ol class="border-t border-line">
                <For each={day.rows}>
                  {(row) => <RecordLine row={row} opened={props.opened === row.id} onOpen={() => props.onOpen(row.id)} />}
                </For>
              </ol>
            </section>
          )}
        </For>
      </Show>
      <Tail />
    </div>
  );
}

function RecordLine(props: { readonly row: RecordRow; readonly opened: boolean; readonly onOpen: () => void }): JSX.Element {
  const words = useWords();
  const { format } = words;
  const { directory } = useWorkspace();
  const said = createRecordWords(words, directory);
  const whence = () =>
    [props.row.ip, props.row.browser === null ? null : browserWords(words, props.row.browser)].filter((one) => one !== null).join(" · ");
  return (
    <li class="border-b border-line/60">
      <button
        type="button"
        aria-expanded={props.opened}
        onClick={() => props.onOpen()}
        class="grid w-full grid-cols-[48px_minmax(0,1fr)] items-center gap-x-3 px-1 py-2 text-start hover:bg-hover md:grid-cols-[48px_minmax(0,180px)_minmax(0,1fr)_minmax(0,190px)] md:py-0 md:h-9"
        classList={{ "row-selected": props.opened }}
      >
        <time
          dateTime={new Date(props.row.at).toISOString()}
          data-tip={format().exact(props.row.at)}
          class="text-small tabular-nums text-text-quiet"
        >
          {format().time(props.row.at)}
        </time>
        <span class="flex min-w-0 items-center gap-2">
          <Show when={props.row.actor} fallback={<System />}>
            {(who) => <Avatar id={who().id} name={said.actor(props.row)} />}
          </Show>
          <bdi class="truncate">{said.actor(props.row)}</bdi>
        </span>
        <span class="flex min-w-0 items-baseline gap-2 max-md:col-start-2">
          <span class="shrink-0 font-medium">{said.act(props.row.act)}</span>
          {/* Who did it stands before it already. */}
          <Show when={props.row.subject !== props.row.actor?.id}>
            <bdi class="truncate text-text-quiet">{said.subject(props.row)}</bdi>
          </Show>
        </span>
        <span class="truncate text-small text-text-quiet max-md:col-start-2">
          <bdi>{whence()}</bdi>
        </span>
      </button>
    </li>
  );
}

/** No person: what the platform does by itself. */
function System(): JSX.Element {
  return (
    <span class="flex size-5 shrink-0 items-center justify-center rounded-full bg-pressed text-text-quiet">
      <Icon of={Cog} size={12} />
    </span>
  );
}

/** Below the last record: the way on, or why there is none. */
function Tail(): JSX.Element {
  const { t, format } = useWords();
  const { records } = useSettings();
  return (
    <Switch>
      <Match when={records.ready() && records.failure()}>
        {(failure) => (
          <div role="alert" class="flex flex-wrap items-center gap-3 text-small text-overdue-text">
            {t("records.failedMore", { reason: failureWords(t, failure().code) })}
            <Button size="small" onClick={() => void records.retry()}>
              {t("common.retry")}
            </Button>
            <Show when={failure().request}>
              {(id) => <span class="select-all text-text-quiet">{t("common.request", { id: id() })}</span>}
            </Show>
          </div>
        )}
      </Match>
      <Match when={records.further()}>
        {(further) => (
          <div class="flex flex-wrap items-center gap-3 text-small text-text-quiet">
            <Show when={further().lookedBackTo}>{(at) => <>{t("records.lookedTo", { time: format().exact(at()) })}</>}</Show>
            <Button size="small" class="touch:h-11" busy={records.loading()} onClick={() => void records.more()}>
              {t("records.further")}
            </Button>
          </div>
        )}
      </Match>
      <Match when={records.ready() && records.rows().length > 0}>
        <p class="text-small text-text-quiet">{t("records.end")}</p>
      </Match>
    </Switch>
  );
}

function Nothing(props: { readonly filters: RecordFilters }): JSX.Element {
  const { t } = useWords();
  const { records } = useSettings();
  return (
    <Switch fallback={<RowsSkeleton count={10} />}>
      <Match when={!records.ready() && records.failure()}>
        {(failure) => (
          <ErrorState
            title={t("records.failed")}
            hint={failureAdvice(t, failure().code)}
            {...(failure().request === null ? {} : { request: failure().request ?? "" })}
            onRetry={() => void records.retry()}
          />
        )}
      </Match>
      <Match when={records.ready() && props.filters.any()}>
        <EmptyState
          icon={<Icon of={ScrollText} size={20} />}
          title={t("records.nothing")}
          hint={t("records.nothingHint")}
          action={<Button onClick={() => props.filters.clear()}>{t("records.clear")}</Button>}
        />
      </Match>
      <Match when={records.ready()}>
        <EmptyState icon={<Icon of={ScrollText} size={20} />} title={t("records.empty")} hint={t("records.emptyHint")} />
      </Match>
    </Switch>
  );
}
