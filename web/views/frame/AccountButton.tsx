import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useAccountItems } from "./account.ts";

/** `icon`: the face alone. */
export function AccountButton(props: { readonly icon: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const items = useAccountItems();
  return (
    <MenuButton
      variant="ghost"
      class="h-11! w-full justify-start! px-2! font-regular! max-lg:justify-center!"
      {...(props.icon ? { label: workspace.directory.me()?.name ?? t("nav.account") } : {})}
      menuLabel={t("nav.account")}
      items={items()}
      placement="top-start"
    >
      <Show when={workspace.directory.me()} fallback={<span class="h-6" />}>
        {(me) => (
          <span class="flex min-w-0 items-center gap-2 text-start">
            <Avatar id={me().id} name={me().name} size={24} />
            <span class="flex min-w-0 flex-col leading-4 max-lg:hidden">
              <bdi class="max-w-36 truncate font-medium">{me().name}</bdi>
              <span class="text-small text-text-quiet">{t(`role.${me().role}`)}</span>
            </span>
          </span>
        )}
      </Show>
    </MenuButton>
  );
}
