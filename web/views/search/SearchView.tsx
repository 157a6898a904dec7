import Eye from "lucide-solid/icons/eye";
import { createEffect, type JSX, onCleanup, Show } from "solid-js";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { WithWords } from "../WithWords.tsx";
import { SearchScreen } from "./SearchScreen.tsx";
import { Starting } from "./states.tsx";

/** Who is meant: every lead in one's sight, by whatever is known of it. */
export function SearchView(): JSX.Element {
  const workspace = useWorkspace();
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("nav.search") })));
  onCleanup(() => (document.title = t("app.name")));
  return (
    <WithWords part="palette" fallback={<Starting />}>
      <Show when={workspace.state() === "ready"} fallback={<Starting />}>
        <Show
          when={may(workspace, "lead.read")}
          fallback={
            <EmptyState icon={<Icon of={Eye} size={20} />} title={t("palette.screen.noRight")} hint={t("palette.screen.noRightHint")} />
          }
        >
          <SearchScreen />
        </Show>
      </Show>
    </WithWords>
  );
}
