import Download from "lucide-solid/icons/download";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, For, type JSX, on, onMount, Show } from "solid-js";
import { PLATFORM } from "../../store/console/ledger.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Select } from "../../ui/Select.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";
import { type RecordFilters, type Span, SPANS, useRecordFilters } from "../settings/record-filters.ts";
import { PARTS } from "../settings/record-keys.ts";
import { Verify } from "../settings/Verify.tsx";
import { useConsole } from "./context.tsx";
import { Page } from "./Page.tsx";
import { Card, Lines } from "./Part.tsx";
import { RecordItem } from "./RecordItem.tsx";

/** What was done on the platform and by whom, and the proof that no ledger was written anew. */
export function AuditPage(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may, ledger } = useConsole();
  const { records } = ledger;
  const filters = useRecordFilters();
  onMount(() => void words.fetch("settings"));
  createEffect(on(filters.filter, (filter) => void records.show(filter)));
  return (
    <Page
      title={t("ledger.page")}
      end={
        <Show when={may("audit.export")}>
          <a
            href={records.exportAddress(filters.filter())}
            download=""
            class="touch-target relative ms-auto inline-flex h-8 shrink-0 items-center gap-1.5 rounded border border-line bg-float px-3 font-medium hover:bg-hover"
          >
            <Icon of={Download} size={14} />
            {t("ledger.export")}
          </a>
        </Show>
      }
    >
      <Show when={words.has("settings")} fallback={<Lines count={8} />}>
        <Card title={t("records.verify")}>
          <div class="flex flex-col gap-3 p-4 pt-1">
            <p class="text-text-quiet">{t("records.verifyHint")}</p>
            <Which />
            <Verify of={ledger.verification} />
          </div>
        </Card>
        <Card title={t("ledger.list")} end={<Filters filters={filters} />}>
          <Records />
        </Card>
      </Show>
    </Page>
  );
}

/** Which ledger is verified. */
function Which(): JSX.Element {
  const { t } = useWords();
  const { boot, ledger } = useConsole();
  const options = createMemo(() => [
    { value: PLATFORM, label: t("platform.name") },
    ...(boot.value()?.workspaces ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ]);
  return (
    <Select
      class="w-60"
      label={t("ledger.which")}
      value={ledger.verified()}
      options={options()}
      onChange={(value) => ledger.verifyOf(value)}
    />
  );
}

function Filters(props: { readonly filters: RecordFilters }): JSX.Element {
  const { t } = useWords();
  const acts = () => [
    { value: "", label: t("records.filter.act") },
    ...["console", ...PARTS].map((part) => ({
      value: part,
      label: part === "console" ? t("platform.console") : t(`records.part.${part as (typeof PARTS)[number]}`),
    })),
  ];
  const spans = () => [
    { value: "", label: t("records.always") },
    ...(Object.keys(SPANS) as Span[]).map((span) => ({ value: span, label: t(`records.since.${span}`) })),
  ];
  return (
    <div class="flex flex-wrap items-center gap-2 py-1" role="group" aria-label={t("records.filters")}>
      <Select
        class="w-40"
        label={t("records.filter.act")}
        value={props.filters.value("act") ?? ""}
        options={acts()}
        onChange={(value) => props.filters.set({ act: value || undefined })}
      />
      <Select
        class="w-36"
        label={t("records.filter.since")}
        value={props.filters.span() ?? ""}
        options={spans()}
        onChange={(value) => props.filters.set({ since: value || undefined })}
      />
      <Show when={props.filters.any()}>
        <Button size="small" variant="ghost" class="touch:h-11" onClick={() => props.filters.clear()}>
          <Icon of={X} size={14} />
          {t("records.clear")}
        </Button>
      </Show>
    </div>
  );
}

function Records(): JSX.Element {
  const { t, format } = useWords();
  const { records } = useConsole().ledger;
  return (
    <Show
      when={records.ready() || records.rows().length > 0}
      fallback={
        <Show when={records.failure()} fallback={<Lines count={8} />}>
          {(failure) => (
            <ErrorState
              title={t("records.failed")}
              hint={failureAdvice(t, failure().code)}
              {...(failure().request === null ? {} : { request: failure().request ?? "" })}
              onRetry={() => void records.retry()}
            />
          )}
        </Show>
      }
    >
      <ul class="mt-2 divide-y divide-line/60">
        <For each={records.rows()} fallback={<li class="px-4 py-6 text-text-quiet">{t("records.nothing")}</li>}>
          {(row) => <RecordItem row={row} />}
        </For>
      </ul>
      <Show when={records.further()}>
        {(further) => (
          <div class="flex flex-wrap items-center gap-3 px-4 py-3">
            <Button class="touch:h-11" busy={records.loading()} onClick={() => void records.more()}>
              {t("records.further")}
            </Button>
            <Show when={further().lookedBackTo}>
              {(at) => <span class="text-small text-text-quiet">{t("records.lookedTo", { time: format().exact(at()) })}</span>}
            </Show>
          </div>
        )}
      </Show>
    </Show>
  );
}
