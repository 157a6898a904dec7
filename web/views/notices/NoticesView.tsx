import { createEffect, type JSX, onCleanup, onMount, Show } from "solid-js";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { NoticesScreen } from "./NoticesScreen.tsx";
import { Loading } from "./states.tsx";

/** What happened that one should know of. */
export function NoticesView(): JSX.Element {
  const words = useWords();
  const workspace = useWorkspace();
  createEffect(() => (document.title = words.t("app.title", { page: words.t("nav.notices") })));
  onCleanup(() => (document.title = words.t("app.name")));
  // Asked for together: whoever opens a notice needs the words of its lead.
  onMount(() => void words.fetch("panel"));
  return (
    <WithWords part="notices" fallback={<Starting />}>
      <Show when={workspace.state() === "ready"} fallback={<Starting />}>
        <NoticesScreen />
      </Show>
    </WithWords>
  );
}

function Starting(): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <header class="flex h-12 shrink-0 items-center border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.notices")}</h1>
      </header>
      <Loading />
    </>
  );
}
