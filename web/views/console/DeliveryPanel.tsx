import ArrowLeft from "lucide-solid/icons/arrow-left";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronUp from "lucide-solid/icons/chevron-up";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import type { DeliveryDetail, DeliveryRow } from "../../../domain/console.ts";
import { asFailure } from "../../store/console/resource.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";
import { ChangeItem } from "./ChangeItem.tsx";
import { useConsole } from "./context.tsx";
import { placeWords, sizeWords } from "./delivery-words.ts";
import { Lines } from "./Part.tsx";
import { Verdict } from "./Verdict.tsx";

type Read = { readonly detail: DeliveryDetail } | { readonly failure: ReturnType<typeof asFailure> };

/** One delivery: what came, from where, and what became of each change in it. */
export function DeliveryPanel(props: {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMove: (step: 1 | -1) => void;
}): JSX.Element {
  const { t, format } = useWords();
  const console = useConsole();
  const [read, setRead] = createSignal<Read>();
  const load = async () => {
    const { id } = props;
    const answer = await console.delivery(id).then<Read, Read>(
      (detail) => ({ detail }),
      (error) => ({ failure: asFailure(error) }),
    );
    if (id === props.id) setRead((before) => ("failure" in answer && detailOf(before, id) !== undefined ? before : answer));
  };
  /** What is on screen of it changes as its changes move on. */
  const moves = () => [props.id, JSON.stringify(console.log.row(props.id)?.states ?? null)].join();
  createEffect(on(moves, () => void load()));
  createEffect(
    on(
      () => props.id,
      () => setRead(undefined),
      { defer: true },
    ),
  );
  const detail = () => detailOf(read(), props.id);
  const row = () => console.log.row(props.id) ?? detail()?.row;
  const failure = () => {
    const now = read();
    return now !== undefined && "failure" in now ? now.failure : undefined;
  };
  const title = () => t("console.panel.title", { time: format().exact(row()?.receivedAt ?? 0) });

  return (
    <Panel
      label={row() === undefined ? t("console.deliveries") : title()}
      onClose={() => props.onClose()}
      header={
        <>
          <Button variant="icon" label={t("common.back")} class="-ms-2 lg:hidden" onClick={() => props.onClose()}>
            <Icon of={ArrowLeft} size={20} class="rtl:-scale-x-100" />
          </Button>
          <h2 class="min-w-0 flex-1 truncate text-title font-semibold">{row() === undefined ? t("console.deliveries") : title()}</h2>
          <Button variant="icon" label={t("common.previousLead")} keys="k" onClick={() => props.onMove(-1)} class="max-lg:hidden">
            <Icon of={ChevronUp} />
          </Button>
          <Button variant="icon" label={t("common.nextLead")} keys="j" onClick={() => props.onMove(1)} class="max-lg:hidden">
            <Icon of={ChevronDown} />
          </Button>
          <Button variant="icon" label={t("console.panel.close")} keys="esc" class="max-lg:hidden" onClick={() => props.onClose()}>
            <Icon of={X} />
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-5">
        <Show when={row()}>{(known) => <Facts row={known()} />}</Show>
        <Show
          when={detail()}
          fallback={
            <Show
              when={failure()}
              fallback={
                <div class="-mx-4">
                  <Lines />
                </div>
              }
            >
              {(why) => (
                <ErrorState
                  title={t("console.panel.failed")}
                  hint={failureAdvice(t, why().code)}
                  {...(why().request === null ? {} : { request: why().request ?? "" })}
                  onRetry={() => void load()}
                />
              )}
            </Show>
          }
        >
          {(found) => (
            <section>
              <h3 class="font-semibold">{t("console.panel.changes")}</h3>
              <ul class="mt-1 divide-y divide-line/60">
                <For each={found().changes} fallback={<li class="py-2 text-text-quiet">{t("console.panel.none")}</li>}>
                  {(change) => (
                    <li class="py-3">
                      <ChangeItem change={change} onRetried={() => void load()} />
                    </li>
                  )}
                </For>
              </ul>
              <Show when={found().more > 0}>
                <p class="text-small text-text-quiet">{t("console.panel.more", { n: found().more })}</p>
              </Show>
            </section>
          )}
        </Show>
      </div>
    </Panel>
  );
}

function detailOf(read: Read | undefined, id: string): DeliveryDetail | undefined {
  return read !== undefined && "detail" in read && read.detail.row.id === id ? read.detail : undefined;
}

function Facts(props: { readonly row: DeliveryRow }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const told = () =>
    [
      t("console.panel.told", { n: props.row.leads }),
      ...(props.row.ignored > 0 ? [t("console.panel.ignored", { n: props.row.ignored })] : []),
      ...(props.row.bad > 0 ? [t("console.panel.bad", { n: props.row.bad })] : []),
      ...(props.row.repeats > 0 ? [t("console.log.repeats", { n: props.row.repeats })] : []),
    ].join(t("footer.separator"));
  return (
    <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
      <dt class="text-text-quiet">{t("console.log.verdict")}</dt>
      <dd>
        <Verdict of={props.row.verdict} />
      </dd>
      <dt class="text-text-quiet">{t("console.log.changes")}</dt>
      <dd>{told()}</dd>
      <dt class="text-text-quiet">{t("console.log.place")}</dt>
      <dd>
        <bdi>{placeWords(props.row)}</bdi>
      </dd>
      <dt class="text-text-quiet">{t("console.panel.ip")}</dt>
      <dd class="tabular-nums">
        <bdi>{props.row.ip ?? "–"}</bdi>
      </dd>
      <dt class="text-text-quiet">{t("console.panel.browser")}</dt>
      <dd class="break-words">
        <bdi>{props.row.browser ?? "–"}</bdi>
      </dd>
      <dt class="text-text-quiet">{t("console.log.size")}</dt>
      <dd>{sizeWords(t, words.format(), props.row.bytes)}</dd>
      <dt class="text-text-quiet">{t("console.panel.body")}</dt>
      <dd dir="ltr" class="min-w-0 select-all truncate font-mono text-small rtl:text-end" data-tip={props.row.id}>
        {props.row.id}
      </dd>
    </dl>
  );
}
