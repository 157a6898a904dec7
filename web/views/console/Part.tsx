import { type JSX, Show } from "solid-js";
import type { Resource } from "../../store/console/resource.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { failureAdvice, failureWords } from "../failure.ts";

/** What was read, or why it was not: what is on screen stays while it is read again, and says so when that fails. */
export function Part<T>(props: {
  readonly of: Resource<T>;
  readonly skeleton?: JSX.Element;
  /** In no card, which would want room at its sides. */
  readonly bare?: boolean;
  readonly children: (value: () => T) => JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  return (
    <Show
      when={props.of.value() !== undefined}
      fallback={
        <Show when={props.of.failure()} fallback={props.skeleton ?? <Lines />}>
          {(failure) => (
            <ErrorState
              title={t("part.notLoaded")}
              hint={failureAdvice(t, failure().code)}
              {...(failure().request === null ? {} : { request: failure().request ?? "" })}
              onRetry={() => void props.of.read()}
            />
          )}
        </Show>
      }
    >
      <Show when={props.of.failure()}>
        {(failure) => (
          <p role="status" class={`text-small text-waiting-text ${props.bare ? "" : "px-4 py-1"}`}>
            {t("part.stale", { reason: failureWords(t, failure().code) })}
          </p>
        )}
      </Show>
      {props.children(() => props.of.value() as T)}
    </Show>
  );
}

export function Lines(props: { readonly count?: number }): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-3 p-4">
        <SkeletonRows count={props.count ?? 4} row={(n) => <Skeleton class={`h-3.5 ${n % 2 === 0 ? "w-3/4" : "w-1/2"}`} />} />
      </div>
    </SkeletonGroup>
  );
}

/** A titled card of a screen. */
export function Card(props: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly end?: JSX.Element;
  readonly class?: string;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <section class={`flex min-w-0 flex-col rounded-large border border-line bg-raised ${props.class ?? ""}`}>
      <header class="flex min-h-11 flex-wrap items-center gap-x-3 px-4 pt-3">
        <h2 class="text-title font-semibold">{props.title}</h2>
        <Show when={props.hint}>
          <p class="text-small text-text-quiet">{props.hint}</p>
        </Show>
        <span class="flex-1" />
        {props.end}
      </header>
      {props.children}
    </section>
  );
}
