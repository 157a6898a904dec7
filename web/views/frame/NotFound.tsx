import { A } from "@solidjs/router";
import Compass from "lucide-solid/icons/compass";
import { createEffect, type JSX, onCleanup, useContext } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { WorkspaceContext } from "../context.tsx";

/** An address that leads nowhere; the same words alone and inside a workspace's frame, which is a `main` already. */
export function NotFound(): JSX.Element {
  const { t } = useWords();
  const framed = useContext(WorkspaceContext) !== undefined;
  createEffect(() => (document.title = t("app.title", { page: t("notFound.title") })));
  onCleanup(() => (document.title = t("app.name")));
  return (
    <Dynamic
      component={framed ? "div" : "main"}
      class={`flex flex-1 flex-col items-center justify-center px-6 pb-[12vh] text-center ${framed ? "" : "min-h-dvh"}`}
    >
      <span class="mb-4 flex size-10 items-center justify-center rounded-large bg-pressed/60 text-text-quiet">
        <Icon of={Compass} size={20} />
      </span>
      <h1 class="text-title font-medium">{t("notFound.title")}</h1>
      <p class="mt-1 max-w-90 text-balance text-text-quiet">{t("notFound.hint")}</p>
      <A href="/" class="touch-target relative mt-4 rounded-small font-medium text-accent-text hover:underline">
        {t("notFound.home")}
      </A>
    </Dynamic>
  );
}
