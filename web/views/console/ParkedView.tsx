import CircleCheck from "lucide-solid/icons/circle-check";
import { createMemo, For, type JSX, onCleanup, Show } from "solid-js";
import type { Parked, ParkedGroup } from "../../../domain/console.ts";
import { MOST_COUNTED } from "../../../domain/health.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useConsole } from "./context.tsx";
import { Page } from "./Page.tsx";
import { ParkedPage } from "./ParkedPage.tsx";
import { Card, Part } from "./Part.tsx";
import { whyWords } from "./why.ts";

const READ_MS = 15_000;

/** What waits for a person: by reason, with what to do about it. */
export function ParkedView(): JSX.Element {
  const { t, format } = useWords();
  const console = useConsole();
  onCleanup(console.follow(console.parked.read, READ_MS));
  onCleanup(
    console.onMoved(() => {
      void console.parked.read();
      void console.health.read();
    }),
  );
  const total = () => (console.parked.value()?.groups ?? []).reduce((sum, group) => sum + group.count, 0);
  const count = () => (console.parked.value()?.atLeast ? t("count.more", { n: format().number(MOST_COUNTED) }) : total());
  return (
    <Page
      title={t("console.parked")}
      end={
        <Show when={total() > 0}>
          <span class="text-small tabular-nums text-text-quiet">{t("console.wait.total", { n: count() })}</span>
        </Show>
      }
      footer={
        console.parked.value() === undefined
          ? undefined
          : total() === 0
            ? t("console.footer.none")
            : t("console.footer.parked", { n: count() })
      }
    >
      <Show when={!console.may("change.retry") && console.state() === "ready"}>
        <p class="text-text-quiet">{t("console.wait.readOnly")}</p>
      </Show>
      <Part of={console.parked} skeleton={<Loading />} bare>
        {(parked) => <Groups parked={parked()} />}
      </Part>
    </Page>
  );
}

function Loading(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-4">
        <SkeletonRows count={2} row={() => <Skeleton class="h-33 w-full rounded-large!" />} />
      </div>
    </SkeletonGroup>
  );
}

function Groups(props: { readonly parked: Parked }): JSX.Element {
  const { t } = useWords();
  const reasons = createMemo(() => [...new Set(props.parked.groups.map((group) => group.reason))]);
  /** By name, so that a group that is read again stays the group it was: with its retry's result, and what is unfolded. */
  const pagesOf = (reason: string) => props.parked.groups.filter((group) => group.reason === reason).map((group) => group.page.id);
  const group = (reason: string, page: string): ParkedGroup | undefined =>
    props.parked.groups.find((one) => one.reason === reason && one.page.id === page);
  return (
    <Show
      when={reasons().length > 0}
      fallback={
        <div class="rounded-large border border-line bg-raised">
          <EmptyState icon={<Icon of={CircleCheck} size={20} />} title={t("console.wait.none")} hint={t("console.wait.noneHint")} />
        </div>
      }
    >
      <For each={reasons()}>
        {(reason) => (
          <Card title={whyWords(t, reason).title}>
            <p class="px-4 pb-2 text-text-quiet">{whyWords(t, reason).act}</p>
            <ul class="divide-y divide-line/60 border-t border-line/60">
              <For each={pagesOf(reason)}>
                {(page) => <Show when={group(reason, page)}>{(found) => <ParkedPage group={found()} />}</Show>}
              </For>
            </ul>
          </Card>
        )}
      </For>
    </Show>
  );
}
