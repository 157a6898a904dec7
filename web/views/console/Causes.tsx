import { For, type JSX, Show } from "solid-js";
import type { DiagnosticRow } from "../../../domain/console.ts";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";

const KINDS = [
  "bad_signature",
  "bad_change",
  "page_unknown",
  "page_disconnected",
  "intake",
  "routing",
  "dead_letter",
  "error",
  "cron",
  "job",
  "notices",
] as const;
const SHOWN = 12;

/** What went wrong, grouped by cause, the latest first. */
export function Causes(props: { readonly rows: readonly DiagnosticRow[] }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  const kind = (row: DiagnosticRow) => {
    const known = KINDS.find((one) => one === row.kind);
    return known === undefined ? row.kind : t(`console.causes.kind.${known}`);
  };
  const where = (row: DiagnosticRow) => [row.workspace?.name, row.page].filter((part) => part != null && part !== row.cause).join(" · ");
  return (
    <Show
      when={props.rows.length > 0}
      fallback={
        <p class="px-4 pb-4 text-text-quiet">
          {t("console.causes.none")}. {t("console.causes.noneHint")}
        </p>
      }
    >
      <ul class="divide-y divide-line/60 pb-1">
        <For each={props.rows.slice(0, SHOWN)}>
          {(row) => (
            <li class="flex flex-wrap items-baseline gap-x-3 px-4 py-2 md:flex-nowrap">
              <span class="shrink-0 font-medium md:w-44">{kind(row)}</span>
              <bdi dir="ltr" class="min-w-0 flex-1 truncate font-mono text-small max-md:basis-full rtl:text-end" data-tip={row.cause}>
                {row.cause}
              </bdi>
              <Show when={where(row)}>{(told) => <bdi class="shrink-0 text-small text-text-quiet">{told()}</bdi>}</Show>
              <span class="shrink-0 text-small tabular-nums">{t("console.causes.times", { n: row.count })}</span>
              <When at={row.at} now={now} class="shrink-0 text-small text-text-quiet md:w-24 md:text-end" />
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
