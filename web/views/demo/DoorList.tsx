import { For, type JSX, Match, Show, Switch } from "solid-js";
import Info from "lucide-solid/icons/info";
import type { Demo, Doors } from "../../store/demo.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice } from "../failure.ts";
import { DoorCard } from "./DoorCard.tsx";

export function DoorList(props: { readonly demo: Demo }): JSX.Element {
  const { t } = useWords();
  const of = <K extends Doors["kind"]>(kind: K) => {
    const doors = props.demo.doors();
    return doors.kind === kind ? (doors as Extract<Doors, { kind: K }>) : undefined;
  };
  return (
    <Switch>
      <Match when={of("loading")}>
        <SkeletonGroup label={t("common.loading")}>
          <div class="flex flex-col gap-2">
            <SkeletonRows
              count={6}
              row={() => (
                <div class="flex h-16 items-center gap-3 rounded-large border border-line bg-raised px-4">
                  <Skeleton class="size-8" round />
                  <div class="flex flex-col gap-2">
                    <Skeleton class="h-3 w-32" />
                    <Skeleton class="h-2.5 w-44" />
                  </div>
                </div>
              )}
            />
          </div>
        </SkeletonGroup>
      </Match>
      <Match when={of("failed")}>
        {(failed) => (
          <div class="rounded-large border border-line bg-raised">
            <ErrorState
              title={t("demo.failed")}
              hint={failureAdvice(t, failed().failure.code)}
              {...(failed().failure.request === null ? {} : { request: failed().failure.request ?? "" })}
              onRetry={() => void props.demo.loadDoors()}
            />
          </div>
        )}
      </Match>
      <Match when={of("ready")}>
        {(ready) => (
          <>
            <Show when={!ready().seeded}>
              <Note tone="waiting">{t("demo.noData")}</Note>
            </Show>
            <Show when={props.demo.refused()}>
              <Note tone="info">{t("demo.refused", { host: ready().doors[0]?.host ?? "", here: location.host })}</Note>
            </Show>
            <ul class="flex flex-col gap-2">
              <For each={ready().doors}>{(door) => <DoorCard door={door} here={props.demo.refused()} />}</For>
            </ul>
          </>
        )}
      </Match>
    </Switch>
  );
}

function Note(props: { readonly tone: "info" | "waiting"; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="overflow-hidden rounded-large">
      <Banner tone={props.tone} icon={<Icon of={Info} />}>
        {props.children}
      </Banner>
    </div>
  );
}
