import UserRound from "lucide-solid/icons/user-round";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { focusBack } from "../../ui/anchor.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import type { Parting } from "./open.ts";

/** The shape of what comes: `whole` with the part that a list's row would have filled at once. */
export function Loading(props: { readonly whole?: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-6">
        <Show when={props.whole}>
          <div class="flex flex-col gap-4">
            <div class="flex gap-2">
              <Skeleton class="h-8 w-24" />
              <Skeleton class="h-8 w-36" />
            </div>
            <Skeleton class="h-3 w-52" />
            <SkeletonRows count={2} row={() => <Pair />} />
          </div>
        </Show>
        <div class="flex flex-col gap-4 border-t border-line pt-5">
          <Skeleton class="h-3 w-16" />
          <SkeletonRows
            count={3}
            row={(index) => (
              <div class="flex flex-col gap-2">
                <Skeleton class={`h-2.5 ${index === 1 ? "w-52" : "w-40"}`} />
                <Skeleton class={`h-3 ${index === 1 ? "w-24" : "w-32"}`} />
              </div>
            )}
          />
        </div>
        <div class="flex flex-col gap-4 border-t border-line pt-5">
          <Skeleton class="h-3 w-16" />
          <SkeletonRows count={3} row={() => <Pair />} />
        </div>
      </div>
    </SkeletonGroup>
  );
}

function Pair(): JSX.Element {
  return (
    <div class="flex h-5 items-center gap-3">
      <Skeleton class="h-3 w-16" />
      <span class="w-1" />
      <Skeleton class="h-3 w-40" />
    </div>
  );
}

export function NotLoaded(props: {
  readonly failure: ApiFailure;
  readonly onRetry: () => Promise<void>;
  readonly onClose?: () => void;
}): JSX.Element {
  const { t } = useWords();
  const [busy, setBusy] = createSignal(false);
  const hidden = () => props.failure.code === "not_found" || props.failure.code === "not_allowed";
  const retry = async () => {
    setBusy(true);
    await props.onRetry();
    setBusy(false);
  };
  return (
    <Show
      when={hidden()}
      fallback={
        <ErrorState
          title={t("lead.failed")}
          hint={failureAdvice(t, props.failure.code)}
          busy={busy()}
          onRetry={() => void retry()}
          {...(props.failure.request === null ? {} : { request: props.failure.request })}
        />
      }
    >
      <EmptyState
        icon={<Icon of={UserRound} size={20} />}
        title={t("error.not_found.title")}
        hint={t("error.not_found.hint")}
        action={<Close onClose={() => props.onClose?.()} />}
      />
    </Show>
  );
}

/** EV3: it left one's sight while it was open. Who has it is said, what it held is not. */
export function Gone(props: { readonly parting: Parting; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const to = () => directory.member(props.parting.to);
  const where = () => {
    if (props.parting.why === "archived") return t("lead.goneArchived");
    if (props.parting.why === "erased") return t("lead.goneErased");
    const name = to()?.name;
    return name === undefined ? undefined : t("lead.goneTo", { name });
  };
  const hint = () => {
    const told = where();
    return told === undefined ? {} : { hint: told };
  };
  let status: HTMLDivElement | undefined;
  // The focus was on the lead's row or in its panel and went with them.
  onMount(() => queueMicrotask(() => focusBack(status)));
  return (
    <div ref={status} role="status" tabindex="-1" class="outline-none">
      <EmptyState
        icon={
          <Show when={to()} fallback={<Icon of={UserRound} size={20} />}>
            {(person) => <Avatar id={person().id} name={person().name} size={24} />}
          </Show>
        }
        title={t("lead.gone")}
        action={<Close onClose={() => props.onClose()} />}
        {...hint()}
      />
    </div>
  );
}

function Close(props: { readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  return <Button onClick={() => props.onClose()}>{t("lead.close")}</Button>;
}
