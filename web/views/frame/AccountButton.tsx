import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import type { MenuItem } from "../../ui/Menu.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";

/** Who one is, and what one sets for oneself. `icon`: the face alone. */
export function AccountButton(props: {
  readonly me: { readonly id: string; readonly name: string; readonly role: string } | undefined;
  readonly items: readonly MenuItem[];
  readonly icon: boolean;
}): JSX.Element {
  const { t } = useWords();
  return (
    <MenuButton
      variant="ghost"
      class="h-11! w-full justify-start! px-2! font-regular! max-lg:justify-center!"
      {...(props.icon ? { label: props.me?.name ?? t("nav.account") } : {})}
      menuLabel={t("nav.account")}
      items={props.items}
      placement="top-start"
    >
      <Show when={props.me} fallback={<span class="h-6" />}>
        {(me) => (
          <span class="flex min-w-0 items-center gap-2 text-start">
            <Avatar id={me().id} name={me().name} size={24} />
            <span class="flex min-w-0 flex-col leading-4 max-lg:hidden">
              <bdi class="max-w-36 truncate font-medium">{me().name}</bdi>
              <span class="text-small text-text-quiet">{me().role}</span>
            </span>
          </span>
        )}
      </Show>
    </MenuButton>
  );
}
