import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { type JSX, Show } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { AccountButton } from "./AccountButton.tsx";
import { useAccountItems } from "./account.ts";
import { type Place, SideLinks } from "./NavLinks.tsx";
import { SearchButton } from "./SearchButton.tsx";
import { useBoardPlace, useDayPlace, useNoticesPlace, usePlaces, useProjectsPlace, useSettingsPlace } from "./places.ts";
import { WorkspaceButton } from "./WorkspaceButton.tsx";

const SidebarViews = lazyPart(async () => (await import("../leads/views/SidebarViews.tsx")).SidebarViews, { beside: true });

/** On wide screens: where one is, where one can go, who one is. Where the list needs the room, as icons that say their names. */
export function Sidebar(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const { directory } = workspace;
  const day = useDayPlace();
  const notices = useNoticesPlace();
  const lists = usePlaces();
  const board = useBoardPlace();
  const projects = useProjectsPlace();
  const places = (): Place[] => [
    ...day(),
    notices(),
    ...lists().map((place, index) => (index === 0 ? { ...place, heading: t("leads.title") } : place)),
    board(),
    { ...projects(), apart: true },
  ];
  const settings = useSettingsPlace();
  const items = useAccountItems();
  const icons = createNarrow(COVERED);
  const me = () => {
    const person = directory.me();
    return person === undefined ? undefined : { id: person.id, name: person.name, role: t(`role.${person.role}`) };
  };
  return (
    <header class="hidden w-54 shrink-0 flex-col gap-1 bg-ground p-2 max-lg:w-14 md:flex">
      <WorkspaceButton icon={icons()} chevron={<Icon of={ChevronsUpDown} size={14} class="text-text-quiet max-lg:hidden" />} />
      <SearchButton icon={icons()} />
      <SideLinks label={t("nav.label")} places={places()} icons={icons()} />
      <Show when={workspace.state() === "ready"}>
        <SidebarViews icons={icons()} />
      </Show>
      <div class="flex-1" />
      <SideLinks label={t("nav.workspace", { name: directory.workspace()?.name ?? "" })} places={[settings()]} icons={icons()} />
      <AccountButton me={me()} items={items()} icon={icons()} />
    </header>
  );
}
