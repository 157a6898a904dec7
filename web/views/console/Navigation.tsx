import { A } from "@solidjs/router";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { For, type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useAccountItems } from "../frame/account.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { roleWords } from "../role.ts";
import { Brand } from "../signin/Brand.tsx";
import { useConsole } from "./context.tsx";
import { useConsolePlaces } from "./places.ts";

/** The keys of the leads' screens are not the console's. */
function useItems() {
  const items = useAccountItems();
  return () => items().filter((item) => !("keys" in item));
}

export function ConsoleSidebar(): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  const places = useConsolePlaces();
  const items = useItems();
  const icons = createNarrow(COVERED);
  return (
    <header class="hidden w-54 shrink-0 flex-col gap-1 bg-ground p-2 max-lg:w-14 md:flex">
      <div class="flex h-10 items-center gap-2 px-2 max-lg:justify-center">
        <Brand size={24} />
        <span class="font-semibold max-lg:sr-only">{t("console.name")}</span>
      </div>
      <nav aria-label={t("console.nav")} class="mt-2 flex flex-col gap-0.5">
        <For each={places()}>
          {(place) => (
            <A
              href={place.href}
              aria-current={place.here ? "page" : undefined}
              data-tip={icons() ? place.label : undefined}
              class="flex h-8 items-center gap-2 rounded px-2 text-text-quiet transition-colors hover:bg-pressed/60 hover:text-text aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-text max-lg:h-10 max-lg:justify-center"
            >
              <Icon of={place.icon} />
              <span class="flex-1 truncate max-lg:sr-only">{place.label}</span>
              <Show when={place.count}>
                <span class="rounded-full bg-overdue-ground px-1.5 text-caption font-medium tabular-nums text-overdue-text max-lg:sr-only">
                  {place.count}
                </span>
              </Show>
            </A>
          )}
        </For>
      </nav>
      <div class="flex-1" />
      <MenuButton
        variant="ghost"
        class="h-11! w-full justify-start! px-2! font-regular! max-lg:justify-center!"
        {...(icons() ? { label: console.boot.value()?.me.name ?? t("nav.account") } : {})}
        menuLabel={t("nav.account")}
        items={items()}
        placement="top-start"
      >
        <Show when={console.boot.value()?.me} fallback={<span class="h-6" />}>
          {(me) => (
            <span class="flex min-w-0 items-center gap-2 text-start">
              <Avatar id={me().id} name={me().name} size={24} />
              <span class="flex min-w-0 flex-col leading-4 max-lg:hidden">
                <bdi class="max-w-36 truncate font-medium">{me().name}</bdi>
                <span class="text-small text-text-quiet">{roleWords(t, me().role)}</span>
              </span>
            </span>
          )}
        </Show>
      </MenuButton>
    </header>
  );
}

export function ConsoleBar(): JSX.Element {
  const { t } = useWords();
  const places = useConsolePlaces();
  const items = useItems();
  return (
    <nav aria-label={t("console.nav")} class="flex shrink-0 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden">
      <For each={places()}>
        {(place) => (
          <A
            href={place.href}
            aria-current={place.here ? "page" : undefined}
            class="relative flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-text-quiet aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
          >
            <span class="relative">
              <Icon of={place.icon} size={20} />
              <Show when={place.count}>
                <span class="absolute -top-1 start-full -ms-1.5 rounded-full bg-overdue-ground px-1 text-caption leading-4 tabular-nums text-overdue-text">
                  {place.count}
                </span>
              </Show>
            </span>
            <span class="max-w-full truncate px-1">{place.short}</span>
          </A>
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
