import { type JSX, Show } from "solid-js";
import { Avatar } from "../../ui/Avatar.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useAccountItems } from "./account.ts";

export function AccountButton(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const items = useAccountItems();
  return (
    <MenuButton
      variant="ghost"
      class="w-full justify-start! px-2! font-regular! h-11!"
      menuLabel={t("nav.account")}
      items={items()}
      placement="top-start"
    >
      <Show when={workspace.directory.me()} fallback={<span class="h-6" />}>
        {(me) => (
          <span class="flex min-w-0 items-center gap-2 text-start">
            <Avatar id={me().id} name={me().name} size={24} />
            <span class="flex min-w-0 flex-col leading-4">
              <bdi class="max-w-36 truncate font-medium">{me().name}</bdi>
              <span class="text-small text-text-quiet">{t(`role.${me().role}`)}</span>
            </span>
          </span>
        )}
      </Show>
    </MenuButton>
  );
}
