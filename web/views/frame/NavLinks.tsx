import Ellipsis from "lucide-solid/icons/ellipsis";
import Search from "lucide-solid/icons/search";
import type { LucideProps } from "lucide-solid";
import { type Component, Index, type JSX, Show } from "solid-js";
import { Icon } from "../../ui/Icon.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { openPalette } from "../palette/open.ts";

/** A screen one can go to. */
export interface Place {
  readonly href: string;
  readonly icon: Component<LucideProps>;
  readonly label: string;
  /** Below an icon. */
  readonly short: string;
  readonly here: boolean;
  readonly count: string;
  /** What is counted waits for somebody: it is seen from everywhere, on a phone too. */
  readonly urgent?: boolean;
  /** What is counted is new to this person. */
  readonly news?: boolean;
  /** Down a side: the words over it and those after it, or a gap before it. */
  readonly heading?: string;
  readonly apart?: boolean;
}

/** Down the side of a wide screen. `icons`: where the screen needs the room, they say their names when pointed at. */
export function SideLinks(props: { readonly label: string; readonly places: readonly Place[]; readonly icons: boolean }): JSX.Element {
  return (
    <nav aria-label={props.label} class="flex flex-col gap-0.5">
      <Index each={props.places}>
        {(place) => (
          <>
            <Show when={place().heading}>
              {(heading) => <p class="mt-2 px-2 py-1 text-small font-medium text-text-quiet max-lg:sr-only">{heading()}</p>}
            </Show>
            <a
              href={place().href}
              aria-current={place().here ? "page" : undefined}
              data-tip={props.icons ? place().label : undefined}
              class="flex h-8 items-center gap-2 rounded px-2 text-text-quiet transition-colors hover:bg-pressed/60 hover:text-text aria-[current=page]:bg-pressed aria-[current=page]:font-medium aria-[current=page]:text-text max-lg:h-10 max-lg:justify-center"
              classList={{ "mt-3": place().apart ?? false }}
            >
              <span class="relative">
                <Icon of={place().icon} />
                <Show when={place().news}>
                  <span class="absolute -end-0.5 -top-0.5 size-2 rounded-full bg-accent outline-2 outline-ground lg:hidden" />
                </Show>
              </span>
              <span class="flex-1 truncate max-lg:sr-only">{place().label}</span>
              <Show when={place().count}>
                <span
                  class="tabular-nums max-lg:sr-only"
                  classList={{
                    "text-small text-text-quiet": !place().urgent && !place().news,
                    "rounded-full bg-accent-ground px-1.5 text-caption font-medium text-accent-text": place().news ?? false,
                    "rounded-full bg-overdue-ground px-1.5 text-caption font-medium text-overdue-text": place().urgent ?? false,
                  }}
                >
                  {place().count}
                </span>
              </Show>
            </a>
          </>
        )}
      </Index>
    </nav>
  );
}

/** A phone's way around, within the thumb's reach; at its end, what a person sets for themselves. */
export function PhoneBar(props: {
  readonly label: string;
  readonly places: readonly Place[];
  readonly items: readonly MenuItem[];
  /** What is new behind the bar's end, in words; "": nothing. */
  readonly news?: string;
}): JSX.Element {
  const { t } = useWords();
  return (
    <nav aria-label={props.label} class="flex shrink-0 border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden">
      <Index each={props.places}>
        {(place) => (
          <a
            href={place().href}
            aria-current={place().here ? "page" : undefined}
            class="flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-text-quiet aria-[current=page]:font-medium aria-[current=page]:text-accent-text"
          >
            <span class="relative">
              <Icon of={place().icon} size={20} />
              <Show when={place().urgent && place().count}>
                {(count) => (
                  <span class="absolute -top-1 start-full -ms-1.5 rounded-full bg-overdue-ground px-1 text-caption leading-4 tabular-nums text-overdue-text">
                    {count()}
                  </span>
                )}
              </Show>
            </span>
            <span class="max-w-full truncate px-1">{place().short}</span>
          </a>
        )}
      </Index>
      <button
        type="button"
        aria-haspopup="dialog"
        class="flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-caption text-text-quiet"
        onClick={openPalette}
      >
        <Icon of={Search} size={20} />
        <span class="max-w-full truncate px-1">{t("nav.search")}</span>
      </button>
      <MenuButton
        variant="ghost"
        class="h-13! min-w-0 flex-1 rounded-none px-1! text-caption! font-regular! text-text-quiet"
        menuLabel={t("nav.more")}
        items={props.items}
        placement="top-end"
      >
        <span class="flex flex-col items-center gap-0.5">
          <span class="relative">
            <Icon of={Ellipsis} size={20} />
            <Show when={props.news}>
              {(news) => (
                <>
                  <span class="absolute -end-0.5 -top-0.5 size-2 rounded-full bg-accent outline-2 outline-ground" />
                  <span class="sr-only">{news()}</span>
                </>
              )}
            </Show>
          </span>
          <span>{t("nav.more")}</span>
        </span>
      </MenuButton>
    </nav>
  );
}
