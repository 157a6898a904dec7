import { createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { PAGES_AT_ONCE } from "../../../../domain/page.ts";
import type { ApiFailure } from "../../../store/notice.ts";
import type { OfferAnswer, Pages } from "../../../store/settings/pages.ts";
import { Button } from "../../../ui/Button.tsx";
import { CheckList } from "../../../ui/CheckList.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Lines } from "../../console/Part.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { failureAdvice, failureWords } from "../../failure.ts";
import { refusalWords } from "./refusals.ts";

interface Refused {
  readonly name: string;
  readonly reason: string;
}

/** What somebody came back from Meta with: which of their Pages' leads are to come here. */
export function OfferDialog(props: {
  readonly offer: string;
  readonly pages: Pages;
  readonly onAgain: () => void;
  /** Whether anything was connected. */
  readonly onDone: (connected: boolean) => void;
}): JSX.Element {
  const app = useApp();
  const { t, format } = useWords();
  const [offer, setOffer] = createSignal<OfferAnswer>();
  const [failure, setFailure] = createSignal<ApiFailure>();
  const [chosen, setChosen] = createSignal<readonly string[]>([]);
  const [refused, setRefused] = createSignal<readonly Refused[]>([]);
  let gone = false;
  onCleanup(() => (gone = true));
  const read = async () => {
    setFailure(undefined);
    // What is refused is known before it is chosen.
    const [answer] = await Promise.all([props.pages.offer(props.offer), props.pages.all.read()]);
    if (gone) return;
    if (answer instanceof Error) return setFailure(answer);
    setOffer(answer);
    // Whoever runs one Page has chosen by coming, and whoever came because of Pages that are refused, those.
    const urgent = (props.pages.all.value() ?? []).filter(({ state, flaggedAt }) => state === "broken" || flaggedAt !== null);
    const ids = open().map(({ id }) => id);
    setChosen(ids.length === 1 ? ids : ids.filter((id) => urgent.some((page) => page.id === id)));
  };
  onMount(() => void read());
  const open = () => (offer()?.pages ?? []).filter(({ may, held }) => may && held !== "elsewhere");
  const closed = () => (offer()?.pages ?? []).filter((page) => !open().includes(page));
  const nameOf = (id: string) => offer()?.pages.find((page) => page.id === id)?.name ?? id;
  const connect = async () => {
    const asked = chosen();
    const done = await props.pages.connect(props.offer, asked);
    if (done instanceof Error && done.code === "not_found") return setFailure(done);
    if (done instanceof Error)
      return app.toasts.show({ id: "pages", tone: "overdue", text: t("pages.notConnected", { reason: failureWords(t, done.code) }) });
    const { connected } = done;
    if (connected.length > 0)
      app.toasts.show({ id: "pages", tone: "live", text: t("pages.connected", { names: format().list(connected.map(nameOf)) }) });
    // Whoever went on elsewhere stays there.
    if (gone) return;
    setRefused(done.refused.map(({ id, reason }) => ({ name: nameOf(id), reason })));
    if (done.refused.length === 0) return props.onDone(true);
    // With what was connected whatever was not chosen is forgotten: to be offered still, it would be refused.
    if (connected.length > 0) setOffer((now) => now && { ...now, pages: now.pages.filter(({ id }) => asked.includes(id)) });
    setChosen(done.refused.map(({ id }) => id));
  };
  const busy = () => props.pages.busy() === "offer";
  const over = () => failure()?.code === "not_found";
  const nothing = () => offer() !== undefined && open().length === 0;
  return (
    <Dialog
      open
      onOpenChange={(now) => !now && !busy() && props.onDone(false)}
      title={t("pages.choose")}
      description={t("pages.chooseHint")}
      footer={
        <>
          <Button class="touch:h-11" disabled={busy()} onClick={() => props.onDone(false)}>
            {t("common.cancel")}
          </Button>
          <Show
            when={over() || nothing()}
            fallback={
              <Button
                variant="primary"
                class="touch:h-11"
                disabled={chosen().length === 0 || chosen().length > PAGES_AT_ONCE}
                busy={busy()}
                onClick={() => void connect()}
              >
                {chosen().length === 0 ? t("pages.connectPlain") : t("pages.connect", { n: chosen().length })}
              </Button>
            }
          >
            <Button variant="primary" class="touch:h-11" busy={props.pages.busy() === "meta"} onClick={() => props.onAgain()}>
              {t("pages.add")}
            </Button>
          </Show>
        </>
      }
    >
      <Switch fallback={<Lines count={3} />}>
        <Match when={over()}>
          <p role="alert">{t("pages.over")}</p>
        </Match>
        <Match when={failure()}>
          {(why) => (
            <div role="alert" class="flex flex-wrap items-center gap-3">
              <p class="min-w-0 flex-1">{failureAdvice(t, why().code)}</p>
              <Button class="touch:h-11" onClick={() => void read()}>
                {t("common.retry")}
              </Button>
            </div>
          )}
        </Match>
        <Match when={offer()}>
          <Show when={!nothing()} fallback={<p>{t("pages.none")}</p>}>
            <CheckList
              legend={t("pages.choose")}
              quietLegend
              options={open().map(({ id, name, category, held }) => ({
                value: id,
                label: name,
                ...(held === "here" ? { hint: t("pages.here") } : category === null ? {} : { hint: category }),
              }))}
              chosen={chosen()}
              onChange={setChosen}
            />
          </Show>
          <Show when={chosen().length > PAGES_AT_ONCE}>
            <p role="alert" class="mt-2 text-overdue-text">
              {t("pages.most", { n: PAGES_AT_ONCE })}
            </p>
          </Show>
          <Show when={refused().length > 0}>
            <ul role="alert" class="mt-3 flex flex-col gap-1 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
              <For each={refused()}>
                {({ name, reason }) => (
                  <li>
                    <bdi class="font-medium">{name}</bdi>: {refusalWords(t, reason)}
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={closed().length > 0}>
            <div class="mt-3 border-t border-line pt-3">
              <p class="text-small font-medium text-text-quiet">{t("pages.closed")}</p>
              <ul class="mt-1 flex flex-col gap-1">
                <For each={closed()}>
                  {({ name, held }) => (
                    <li>
                      <bdi>{name}</bdi>
                      <span class="block text-small text-text-quiet">
                        {t(held === "elsewhere" ? "pages.refused.elsewhere" : "pages.noRight")}
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </div>
          </Show>
        </Match>
      </Switch>
    </Dialog>
  );
}
