import type { JSX } from "solid-js";
import { createEffect, onCleanup } from "solid-js";
import { useWords } from "../../words/index.ts";
import { Brand } from "./Brand.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";

/** A page without the frame: one short column in the middle, the language below. */
export function Alone(props: { readonly title: string; readonly children: JSX.Element; readonly foot?: JSX.Element }): JSX.Element {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: props.title })));
  onCleanup(() => (document.title = t("app.name")));
  return (
    <div class="flex min-h-dvh flex-col items-center px-5 pt-[max(32px,14vh)] pb-6">
      <main class="flex w-full max-w-90 flex-1 flex-col">
        <Brand />
        <h1 class="mt-5 text-head font-semibold text-balance">{props.title}</h1>
        {props.children}
      </main>
      <footer class="mt-10 flex w-full max-w-90 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-text-quiet">
        <LanguageSwitch />
        {props.foot}
      </footer>
    </div>
  );
}
