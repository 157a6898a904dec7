import { type JSX, Show } from "solid-js";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useSettingsTitle } from "./context.tsx";

/** One screen of the settings: its head, and below it what scrolls. `wide`: a table that wants the room. */
export function SettingsPage(props: {
  readonly title: string;
  readonly hint?: string;
  readonly end?: JSX.Element;
  readonly wide?: boolean;
  readonly children: JSX.Element;
}): JSX.Element {
  useSettingsTitle(() => props.title);
  return (
    <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain" tabindex="0" role="region" aria-label={props.title}>
      <div class={`flex w-full flex-col gap-6 px-4 pt-5 pb-16 md:px-8 md:pt-6 ${props.wide ? "max-w-300" : "max-w-160"}`}>
        <header class="flex flex-wrap items-start gap-x-4 gap-y-3">
          <div class="min-w-0 flex-1">
            <h1 class="text-head font-semibold">{props.title}</h1>
            <Show when={props.hint}>
              <p class="mt-0.5 text-text-quiet">{props.hint}</p>
            </Show>
          </div>
          {props.end}
        </header>
        {props.children}
      </div>
    </div>
  );
}

/** A part of a form, under its own head. */
export function Section(props: { readonly title: string; readonly hint?: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <section class="flex flex-col gap-4 border-t border-line pt-5">
      <div>
        <h2 class="text-title font-semibold">{props.title}</h2>
        <Show when={props.hint}>
          <p class="text-text-quiet">{props.hint}</p>
        </Show>
      </div>
      {props.children}
    </section>
  );
}

/** A screen's head and a form below it, while it is on its way. */
export function FormSkeleton(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex max-w-160 flex-col gap-6 px-4 pt-6 md:px-8">
        <Skeleton class="h-6 w-36" />
        <Fields />
      </div>
    </SkeletonGroup>
  );
}

/** The form alone, below a head that is there. */
export function FieldsSkeleton(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-6">
        <Fields />
      </div>
    </SkeletonGroup>
  );
}

function Fields(): JSX.Element {
  return (
    <SkeletonRows
      count={6}
      row={() => (
        <div class="flex flex-col gap-2">
          <Skeleton class="h-3 w-24" />
          <Skeleton class="h-8 w-full" />
        </div>
      )}
    />
  );
}

/** Rows with a face, while they are on their way. */
export function RowsSkeleton(props: { readonly count?: number }): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <SkeletonRows
        count={props.count ?? 8}
        row={(n) => (
          <div class="flex h-12 items-center gap-3 border-b border-line/60">
            <Skeleton class="size-6" round />
            <Skeleton class={`h-3 ${n % 3 === 0 ? "w-40" : "w-32"}`} />
            <span class="flex-1" />
            <Skeleton class="h-3 w-16" />
            <Skeleton class="h-3 w-24 max-md:hidden" />
          </div>
        )}
      />
    </SkeletonGroup>
  );
}
