import type { JSX } from "solid-js";
import { usePageTitle } from "./context.tsx";
import { LiveLine } from "./LiveLine.tsx";

/** A screen that scrolls as a whole, with its head above and the live line below. */
export function Page(props: {
  readonly title: string;
  readonly end?: JSX.Element;
  readonly footer?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  usePageTitle(() => props.title);
  return (
    <>
      <header class="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-raised px-4 md:px-6">
        <h1 class="truncate text-title font-semibold">{props.title}</h1>
        {props.end}
      </header>
      <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain" tabindex="0" role="region" aria-label={props.title}>
        <div class="flex w-full max-w-360 flex-col gap-4 p-4 md:p-6">{props.children}</div>
      </div>
      <LiveLine>{props.footer}</LiveLine>
    </>
  );
}
