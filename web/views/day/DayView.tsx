import CloudOff from "lucide-solid/icons/cloud-off";
import Eye from "lucide-solid/icons/eye";
import { createEffect, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { WithWords } from "../WithWords.tsx";
import { DayActsProvider } from "./DayActs.tsx";
import { DayScreen } from "./DayScreen.tsx";
import { Loading } from "./states.tsx";

/** What do I do next: a list that empties. */
export function DayView(): JSX.Element {
  const app = useApp();
  const words = useWords();
  const workspace = useWorkspace();
  createEffect(() => (document.title = words.t("app.title", { page: words.t("nav.day") })));
  onCleanup(() => (document.title = words.t("app.name")));
  // Asked for together: one after the other would be waited for twice.
  onMount(() => void words.fetch("panel"));
  return (
    <WithWords part="day" fallback={<Starting />}>
      <Show when={workspace.state() === "ready"} fallback={<Starting failure={workspace.failure()} />}>
        <Show
          when={may(workspace, "lead.attempt")}
          fallback={<EmptyState icon={<Icon of={Eye} size={20} />} title={words.t("day.noRight")} hint={words.t("day.noRightHint")} />}
        >
          {/* Follow-ups are said in the words of the leads they are about. */}
          <WithWords part="panel" fallback={<Starting />}>
            <DayActsProvider clock={() => app.clock.now()}>
              <DayScreen />
            </DayActsProvider>
          </WithWords>
        </Show>
      </Show>
    </WithWords>
  );
}

/** Nothing was kept that could be shown meanwhile. */
function NoConnection(): JSX.Element {
  const { t } = useWords();
  return (
    <WithWords part="offline">
      <EmptyState icon={<Icon of={CloudOff} size={20} />} title={t("offline.empty")} hint={t("offline.emptyHint")} />
    </WithWords>
  );
}

function Starting(props: { readonly failure?: ApiFailure | null }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <header class="flex h-12 shrink-0 items-center border-b border-line px-4 md:px-6">
        <h1 class="text-title font-semibold">{t("nav.day")}</h1>
      </header>
      <Show when={props.failure?.code === "offline"} fallback={<Loading />}>
        <NoConnection />
      </Show>
    </>
  );
}
