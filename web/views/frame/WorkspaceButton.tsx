import { type JSX, Show } from "solid-js";
import { initials } from "../../ui/face.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { useWorkspaceItems } from "./places.ts";

/** Where one is, and the way to the others. `icon`: without its name. */
export function WorkspaceButton(props: { readonly chevron: JSX.Element; readonly icon: boolean }): JSX.Element {
  const { t } = useWords();
  const items = useWorkspaceItems();
  return (
    <MenuButton
      variant="ghost"
      class="h-10! w-full justify-start! px-2! max-lg:justify-center!"
      {...(props.icon ? { label: t("nav.switchWorkspace") } : {})}
      menuLabel={t("nav.switchWorkspace")}
      items={items()}
    >
      <Place />
      {props.chevron}
    </MenuButton>
  );
}

function Place(): JSX.Element {
  const workspace = useWorkspace();
  return (
    <Show when={workspace.directory.workspace()} fallback={<Skeleton class="h-4 w-28 max-lg:w-6" />}>
      {(place) => (
        <span class="flex min-w-0 items-center gap-2">
          <span
            aria-hidden="true"
            class="flex size-6 shrink-0 items-center justify-center rounded bg-accent-fill text-caption font-semibold text-on-fill"
          >
            {initials(place().name, 20).slice(0, 1)}
          </span>
          <bdi class="max-w-36 truncate font-semibold max-lg:sr-only">{place().name}</bdi>
        </span>
      )}
    </Show>
  );
}
