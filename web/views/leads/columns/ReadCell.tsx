import { For, type JSX, Match, Show, Switch } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { dayWords } from "../../../ui/days.ts";
import { Pill } from "../../../ui/InlineChecks.tsx";
import { PriorityGlyph } from "../../../ui/PriorityGlyph.tsx";
import { When } from "../../../ui/When.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { Masked } from "../../Masked.tsx";
import { currencyOf, moneyWords } from "../../money.ts";
import { isNamed } from "../../source.ts";
import { useNames } from "../filters/names.ts";
import { ownOf } from "./editors.ts";

/** What a column says of a lead. */
export function ReadCell(props: { readonly row: LeadRow; readonly column: string }): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  const names = useNames();
  const now = useNow();
  const { directory } = workspace;
  const own = () => ownOf(props.column, directory.setup());
  const text = (): string | null => {
    const { row, column } = props;
    switch (column) {
      case "company":
      case "city":
        return row[column] ?? null;
      case "language":
        return row.language == null ? null : names.value("language", row.language);
      case "form":
        return directory.form(row.form)?.name ?? null;
      case "campaign":
        return directory.campaign(row.campaign ?? null)?.name ?? null;
      case "page":
        return directory.sources.page(row.page)?.name ?? null;
      case "adSet":
        return named(directory.sources.adSet(row.adSet)?.name);
      case "ad":
        return named(directory.sources.ad(row.ad)?.name);
      case "team":
        return directory.team(row.team)?.name ?? null;
      case "lostReason":
        return row.lostReason == null ? null : names.value("lostReason", row.lostReason);
      default:
        return ownText(row);
    }
  };
  const named = (name: string | undefined) => (isNamed(name) ? name : null);
  function ownText(row: LeadRow): string | null {
    const field = own();
    const held = field === undefined ? undefined : row.custom?.[field.id];
    if (field === undefined || held === undefined) return null;
    if (typeof held === "boolean") return names.value(`custom:${field.id}`, held ? "yes" : "no");
    if (typeof held === "number") return new Intl.NumberFormat(words.locale(), { maximumFractionDigits: 20 }).format(held);
    if (field.type === "date") return dayWords(words.locale(), String(held));
    return field.type === "text" ? String(held) : null;
  }
  const pills = (): readonly string[] => {
    if (props.column === "tags") return props.row.tags ?? [];
    const field = own();
    const held = field === undefined ? undefined : props.row.custom?.[field.id];
    if (field === undefined || held === undefined) return [];
    return (Array.isArray(held) ? held : [String(held)]).map((id) => names.value(`custom:${field.id}`, id));
  };
  const arePills = () => props.column === "tags" || own()?.type === "choice" || own()?.type === "choices";
  const numeric = () => props.column === "value" || own()?.type === "number";
  const moment = (): number | null | undefined => {
    const { row, column } = props;
    switch (column) {
      case "activity":
        return row.lastActivityAt;
      case "followUp":
        return row.nextFollowUpAt;
      case "firstContact":
        return row.firstAttemptAt;
      case "reached":
        return row.reachedAt;
      case "closed":
        return row.closedAt;
      default:
        return null;
    }
  };
  return (
    <Switch fallback={<Plain text={text()} numeric={numeric()} />}>
      <Match when={props.column === "email"}>
        <Show when={props.row.email === null && props.row.masked?.includes("email")} fallback={<Plain text={props.row.email} ltr />}>
          <Masked sign />
        </Show>
      </Match>
      <Match when={props.column === "value"}>
        <Plain text={props.row.value == null ? null : moneyWords(words.locale(), currencyOf(workspace), props.row.value)} numeric />
      </Match>
      <Match when={props.column === "priority" && props.row.priority}>
        {(priority) => (
          <span class="flex items-center gap-2">
            <PriorityGlyph of={priority()} />
            <span class="truncate">{names.value("priority", priority())}</span>
          </span>
        )}
      </Match>
      <Match when={moment()}>
        {(at) => (
          <span
            class="block truncate text-small tabular-nums"
            classList={{
              "text-text-quiet": props.column !== "followUp" || at() >= now(),
              "text-overdue-text": props.column === "followUp" && at() < now(),
            }}
          >
            <Show when={props.column === "followUp"} fallback={<When at={at()} now={now} />}>
              {words.format().day(at(), now())} {words.format().time(at())}
            </Show>
          </span>
        )}
      </Match>
      <Match when={arePills()}>
        <span class="flex min-w-0 gap-1 overflow-hidden">
          <For each={pills()} fallback={<Nothing />}>
            {(one) => <Pill>{one}</Pill>}
          </For>
        </span>
      </Match>
    </Switch>
  );
}

function Plain(props: { readonly text: string | null; readonly numeric?: boolean; readonly ltr?: boolean }): JSX.Element {
  return (
    <Show when={props.text} fallback={<Nothing />}>
      {(text) => (
        <span
          dir={props.ltr ? "ltr" : "auto"}
          data-tip={text().length > 20 ? text() : undefined}
          class="block truncate text-text-quiet rtl:text-end"
          classList={{ "tabular-nums": props.numeric ?? false }}
        >
          {text()}
        </span>
      )}
    </Show>
  );
}

function Nothing(): JSX.Element {
  const { t } = useWords();
  return (
    <span class="text-text-quiet">
      <span aria-hidden="true">–</span>
      <span class="sr-only">{t("views.nothingHere")}</span>
    </span>
  );
}
