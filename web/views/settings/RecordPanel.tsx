import { A } from "@solidjs/router";
import ArrowRight from "lucide-solid/icons/arrow-right";
import X from "lucide-solid/icons/x";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { RecordRow } from "../../../domain/records.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { useEscape } from "./context.tsx";
import { readDetail } from "./diff.ts";
import type { RecordFilters } from "./record-filters.ts";
import { createRecordWords } from "./record-words.ts";
import { browserWords } from "./whence.ts";

/** One record whole: who, what, from where, and each value before and after. */
export function RecordPanel(props: {
  readonly row: RecordRow;
  readonly filters: RecordFilters;
  readonly onClose: () => void;
}): JSX.Element {
  const words = useWords();
  const { t, format } = words;
  useEscape(() => props.onClose());
  const workspace = useWorkspace();
  const said = createRecordWords(words, workspace.directory);
  const only = (key: "actor" | "subject", value: string) => {
    props.filters.clear();
    props.filters.set({ [key]: value });
  };
  return (
    <Panel
      label={t("records.panel")}
      onClose={props.onClose}
      header={
        <>
          <h2 class="min-w-0 flex-1 truncate text-title font-semibold">{said.act(props.row.act)}</h2>
          <Button variant="icon" label={t("records.close")} keys="esc" onClick={() => props.onClose()}>
            <Icon of={X} />
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-5">
        <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          <Fact name={t("records.at")}>{format().exact(props.row.at)}</Fact>
          <Fact name={t("records.who")}>
            <bdi>{said.actor(props.row)}</bdi>
          </Fact>
          <Show when={props.row.onBehalf}>
            {(id) => (
              <Fact name={t("records.onBehalf")}>
                <bdi>{said.nameOf(id()) ?? id()}</bdi>
              </Fact>
            )}
          </Show>
          <Fact name={t("records.about")}>
            <Show when={props.row.subjectKind === "lead" && may(workspace, "lead.read")} fallback={<bdi>{said.subject(props.row)}</bdi>}>
              <A href={`/w/${workspace.slug}/leads/${props.row.subject}`} class="font-medium text-accent-text hover:underline">
                {said.subject(props.row)}
              </A>
            </Show>
          </Fact>
          <Fact name={t("records.ip")}>
            <Show
              when={props.row.ip}
              fallback={<span class="text-text-quiet">{may(workspace, "sessions.addresses") ? "–" : t("records.ipKept")}</span>}
            >
              {(ip) => <bdi class="select-all tabular-nums">{ip()}</bdi>}
            </Show>
          </Fact>
          <Fact name={t("records.browser")}>
            <Show when={props.row.browser} fallback="–">
              {(browser) => <span data-tip={browser()}>{browserWords(words, browser())}</span>}
            </Show>
          </Fact>
          <Show when={props.row.request}>{(id) => <Fact name={t("records.request")}>{<Code text={id()} />}</Fact>}</Show>
          <Fact name={t("records.id")}>
            <Code text={props.row.id} />
          </Fact>
          <Fact name={t("records.code")}>
            <Code text={props.row.act} />
          </Fact>
        </dl>
        <Show when={props.row.platform}>
          <p class="text-small text-text-quiet">{t("records.platform")}</p>
        </Show>
        <Show when={props.row.detail} fallback={<p class="text-text-quiet">{t("records.erased")}</p>}>
          {(detail) => <Detail detail={detail()} said={said} />}
        </Show>
        <div class="flex flex-wrap gap-2">
          <Show when={props.row.actor}>
            {(who) => (
              <Button size="small" class="touch:h-11" onClick={() => only("actor", who().id)}>
                {t("records.onlyWho", { name: said.actor(props.row) })}
              </Button>
            )}
          </Show>
          <Button size="small" class="touch:h-11" onClick={() => only("subject", props.row.subject)}>
            <Show when={props.row.subjectName} fallback={t("records.onlyThis")}>
              {(name) => <>{t("records.onlyAbout", { name: name() })}</>}
            </Show>
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Fact(props: { readonly name: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <>
      <dt class="text-text-quiet">{props.name}</dt>
      <dd class="min-w-0 break-words">{props.children}</dd>
    </>
  );
}

function Code(props: { readonly text: string }): JSX.Element {
  return (
    <span dir="ltr" class="block select-all truncate font-mono text-small rtl:text-end" data-tip={props.text}>
      {props.text}
    </span>
  );
}

function Detail(props: {
  readonly detail: Readonly<Record<string, unknown>>;
  readonly said: ReturnType<typeof createRecordWords>;
}): JSX.Element {
  const { t } = useWords();
  const read = createMemo(() => readDetail(props.detail));
  return (
    <>
      <Show when={read().changed.length > 0}>
        <section>
          <h3 class="font-semibold">{t("records.changes")}</h3>
          <dl class="mt-1 divide-y divide-line/60">
            <For each={read().changed}>
              {(one) => (
                <div class="py-2">
                  <dt class="text-small text-text-quiet">{props.said.field(one.path)}</dt>
                  <dd class="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <del class="rounded-small bg-overdue-ground px-1.5 text-overdue-text no-underline">
                      <span class="sr-only">{t("records.before")}: </span>
                      <bdi>{props.said.value(one.path, one.before)}</bdi>
                    </del>
                    <Icon of={ArrowRight} size={12} class="text-text-quiet rtl:-scale-x-100" />
                    <ins class="rounded-small bg-live-ground px-1.5 text-live-text no-underline">
                      <span class="sr-only">{t("records.after")}: </span>
                      <bdi>{props.said.value(one.path, one.after)}</bdi>
                    </ins>
                  </dd>
                </div>
              )}
            </For>
          </dl>
        </section>
      </Show>
      <Show when={read().rest.length > 0}>
        <section>
          <h3 class="font-semibold">{t("records.more")}</h3>
          <dl class="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
            <For each={read().rest}>
              {(line) => (
                <Fact name={props.said.field(line.path)}>
                  <bdi>{props.said.value(line.path, line.value)}</bdi>
                </Fact>
              )}
            </For>
          </dl>
        </section>
      </Show>
      <Show when={read().changed.length === 0 && read().rest.length === 0}>
        <p class="text-text-quiet">{t("records.noDetail")}</p>
      </Show>
    </>
  );
}
