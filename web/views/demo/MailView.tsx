import Mails from "lucide-solid/icons/mails";
import { A } from "@solidjs/router";
import { createEffect, For, type JSX, Match, onCleanup, Show, Switch, untrack } from "solid-js";
import type { Demo } from "../../store/demo.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { createNow } from "../../ui/now.ts";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { failureAdvice } from "../failure.ts";
import { Brand } from "../signin/Brand.tsx";
import { LanguageSwitch } from "../signin/LanguageSwitch.tsx";
import { MailItem } from "./MailItem.tsx";

/** What production would have sent: each mail as its reader has it, with the link that opens what it opens. */
export function MailView(): JSX.Element {
  const app = useApp();
  return (
    <WithWords part="demo">
      <Show when={app.demo}>{(demo) => <Page demo={demo()} />}</Show>
    </WithWords>
  );
}

function Page(props: { readonly demo: Demo }): JSX.Element {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("outbox.title") })));
  onCleanup(() => (document.title = t("app.name")));
  return (
    <div class="mx-auto w-full max-w-190 px-4 pt-6 pb-12 md:px-8 md:pt-10">
      <header class="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Brand />
        <div class="min-w-0 flex-1">
          <h1 class="text-head font-semibold">{t("outbox.title")}</h1>
          <p class="text-text-quiet">{t("outbox.lead")}</p>
        </div>
        <LanguageSwitch end />
      </header>
      <main class="mt-6 md:mt-8">
        <List demo={props.demo} />
        <A href="/demo" class="mt-4 inline-flex items-center text-accent-text hover:underline touch:min-h-11">
          {t("outbox.back")}
        </A>
      </main>
    </div>
  );
}

function List(props: { readonly demo: Demo }): JSX.Element {
  const { t } = useWords();
  // There is one demo as long as the app runs.
  const outbox = untrack(() => props.demo.followMails());
  onCleanup(() => outbox.close());
  const now = createNow();
  return (
    <>
      <div role="status">
        <Show when={outbox.failure() !== null && outbox.mails() !== null}>
          <p class="mb-2 text-overdue-text">{t("outbox.stale")}</p>
        </Show>
      </div>
      <div class="overflow-hidden rounded-large border border-line bg-raised">
        <Switch>
          <Match when={outbox.mails()}>
            {(mails) => (
              <Show
                when={mails().length > 0}
                fallback={<EmptyState icon={<Icon of={Mails} size={20} />} title={t("outbox.none")} hint={t("outbox.noneHint")} />}
              >
                <ul class="divide-y divide-line">
                  <For each={mails()}>{(mail) => <MailItem mail={mail} now={now} />}</For>
                </ul>
              </Show>
            )}
          </Match>
          <Match when={outbox.failure()}>
            {(failure) => (
              <ErrorState
                title={t("outbox.failed")}
                hint={failureAdvice(t, failure().code)}
                {...(failure().request === null ? {} : { request: failure().request ?? "" })}
                onRetry={() => void outbox.read()}
              />
            )}
          </Match>
          <Match when={true}>
            <SkeletonGroup label={t("common.loading")}>
              <div class="divide-y divide-line">
                <SkeletonRows
                  count={5}
                  row={() => (
                    <div class="flex h-15 flex-col justify-center gap-2 px-4">
                      <Skeleton class="h-3 w-48" />
                      <Skeleton class="h-2.5 w-32" />
                    </div>
                  )}
                />
              </div>
            </SkeletonGroup>
          </Match>
        </Switch>
      </div>
    </>
  );
}
