import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { AccountButton } from "./AccountButton.tsx";
import { usePlaces } from "./places.ts";
import { WorkspaceButton } from "./WorkspaceButton.tsx";

/** On wide screens: where one is, where one can go, who one is. Where the list needs the room, as icons that say their names. */
export function Sidebar(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const places = usePlaces();
  const icons = createNarrow(COVERED);
  return (
    <header class="hidden w-54 shrink-0 flex-col gap-1 bg-ground p-2 max-lg:w-14 md:flex">
      <WorkspaceButton icon={icons()} chevron={<Icon of={ChevronsUpDown} size={14} class="text-text-quiet max-lg:hidden" />} />
      <nav aria-label={t("nav.label")} class="mt-2 flex flex-col gap-0.5">
        <p class="px-2 py-1 text-small font-medium text-text-quiet max-lg:sr-only">{t("leads.title")}</p>
        <For each={places()}>
          {(place) => (
            <a
              href={place.href}
              aria-current={place.here ? "page" : undefined}
              data-tip={icons() ? place.label : undefined}
              class="flex h-8 items-center gap-2 rounded px-2 text-text-quiet max-lg:h-10 max-lg:justify-center transition-colors hover:bg-pressed/60 hover:text-text aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              <Icon of={place.icon} />
              <span class="flex-1 truncate max-lg:sr-only">{place.label}</span>
              <Show when={workspace.state() === "ready"}>
                <span class="text-small tabular-nums text-text-quiet max-lg:sr-only">{place.count}</span>
              </Show>
            </a>
          )}
        </For>
      </nav>
      <div class="flex-1" />
      <AccountButton icon={icons()} />
    </header>
  );
}
