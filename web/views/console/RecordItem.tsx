import ChevronRight from "lucide-solid/icons/chevron-right";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { RecordRow } from "../../../domain/records.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { readDetail } from "../settings/diff.ts";
import { useRecordFilters } from "../settings/record-filters.ts";
import { createRecordWords } from "../settings/record-words.ts";
import { useConsole } from "./context.tsx";

const NOBODY = { member: () => undefined, team: () => undefined, me: () => undefined };

/** One record of the platform in a line; opened, all of it. */
export function RecordItem(props: { readonly row: RecordRow }): JSX.Element {
  const words = useWords();
  const { t, format } = words;
  const said = createRecordWords(words, NOBODY);
  const [open, setOpen] = createSignal(false);
  return (
    <li data-record={props.row.act}>
      <button
        type="button"
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
        class="grid w-full grid-cols-[16px_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 px-4 py-2 text-start hover:bg-hover md:grid-cols-[16px_170px_minmax(0,1fr)_minmax(0,1.4fr)]"
      >
        <Icon of={ChevronRight} size={14} class={open() ? "rotate-90" : "rtl:-scale-x-100"} />
        <time dateTime={new Date(props.row.at).toISOString()} class="text-small tabular-nums text-text-quiet">
          {format().exact(props.row.at)}
        </time>
        <span class="truncate max-md:col-start-2">
          <bdi>{said.actor(props.row)}</bdi>
        </span>
        <span class="truncate max-md:col-start-2">
          <span class="font-medium">{said.act(props.row.act)}</span> <bdi class="text-text-quiet">{said.subject(props.row)}</bdi>
        </span>
      </button>
      <Show when={open()}>
        <Whole row={props.row} said={said} />
      </Show>
    </li>
  );

  function Whole(own: { readonly row: RecordRow; readonly said: ReturnType<typeof createRecordWords> }): JSX.Element {
    const filters = useRecordFilters();
    const { boot } = useConsole();
    const detail = () => (own.row.detail === null ? null : readDetail(own.row.detail));
    const place = (id: string) => boot.value()?.workspaces.find((one) => one.id === id)?.name;
    const only = (key: "actor" | "subject", value: string) => filters.set({ [key]: value });
    return (
      <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-s-2 border-line ms-6 my-2 px-4 text-small [&_dd]:min-w-0 [&_dd]:break-words [&_dt]:text-text-quiet">
        <Show when={own.row.actor}>
          {(actor) => (
            <>
              <dt>{t("records.who")}</dt>
              <dd>
                <Only act={() => only("actor", actor().id)}>
                  <bdi>{own.said.actor(own.row)}</bdi>
                </Only>
              </dd>
            </>
          )}
        </Show>
        <dt>{t("records.about")}</dt>
        <dd>
          <Only act={() => only("subject", own.row.subject)}>
            <bdi>{place(own.row.subject) ?? own.said.subject(own.row)}</bdi>
          </Only>
        </dd>
        <Show when={own.row.ip}>
          <dt>{t("records.ip")}</dt>
          <dd dir="ltr" class="rtl:text-end">
            {own.row.ip}
          </dd>
        </Show>
        <Show when={own.row.browser}>
          <dt>{t("records.browser")}</dt>
          <dd>
            <bdi>{own.row.browser}</bdi>
          </dd>
        </Show>
        <Show when={own.row.request}>
          <dt>{t("records.request")}</dt>
          <dd class="select-all">
            <bdi>{own.row.request}</bdi>
          </dd>
        </Show>
        <dt>{t("records.code")}</dt>
        <dd>
          <bdi>{own.row.act}</bdi>
        </dd>
        <Show when={detail()} fallback={<dd class="col-span-2 text-text-quiet">{t("records.erased")}</dd>}>
          {(read) => (
            <>
              <For each={read().changed}>
                {(one) => (
                  <>
                    <dt>{own.said.field(one.path)}</dt>
                    <dd>
                      <del class="text-text-quiet">{own.said.value(one.path, one.before)}</del>{" "}
                      <ins class="no-underline">{own.said.value(one.path, one.after)}</ins>
                    </dd>
                  </>
                )}
              </For>
              <For each={read().rest}>
                {(one) => (
                  <>
                    <dt>{own.said.field(one.path)}</dt>
                    <dd>{place(String(one.value)) ?? own.said.value(one.path, one.value)}</dd>
                  </>
                )}
              </For>
            </>
          )}
        </Show>
      </dl>
    );
  }
}

/** Narrows the list to this. */
function Only(props: { readonly act: () => void; readonly children: JSX.Element }): JSX.Element {
  return (
    <button type="button" class="touch-target relative rounded-small text-accent-text hover:underline" onClick={() => props.act()}>
      {props.children}
    </button>
  );
}
