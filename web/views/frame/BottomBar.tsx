import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, type JSX } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "./account.ts";
import { usePlaces } from "./places.ts";

/** A phone's way around, within the thumb's reach. */
export function BottomBar(): JSX.Element {
  const { t } = useWords();
  const places = usePlaces();
  const items = useAccountItems();
  return (
    <nav aria-label={t("nav.label")} class="flex shrink-0 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden">
      <For each={places()}>
        {(place) => (
          <a
            href={place.href}
            aria-current={place.here ? "page" : undefined}
            class="flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-text-quiet aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
          >
            <Icon of={place.icon} size={20} />
            <span class="max-w-full truncate px-1">{place.short}</span>
          </a>
        )}
      </For>
      <MenuButton
        variant="ghost"
        class="h-13! flex-1 rounded-none text-caption! font-regular! text-text-quiet"
        menuLabel={t("nav.more")}
        items={items()}
        placement="top-end"
      >
        <span class="flex flex-col items-center gap-0.5">
          <Icon of={Ellipsis} size={20} />
          <span>{t("nav.more")}</span>
        </span>
      </MenuButton>
    </nav>
  );
}
