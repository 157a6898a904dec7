import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { initials } from "../../ui/face.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";

/** Where one is; with more than one workspace, the way to the others. */
export function WorkspaceButton(props: { readonly chevron: JSX.Element }): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const others = () => {
    const state = app.session.state();
    return state.kind === "in" && state.session.workspaces.length > 1 ? state.session.workspaces : [];
  };
  return (
    <Show when={others().length > 0} fallback={<div class="flex h-10 items-center px-2">{<Place />}</div>}>
      <MenuButton
        variant="ghost"
        class="h-10! w-full justify-start! px-2!"
        menuLabel={t("nav.switchWorkspace")}
        items={others().map((one) => ({
          label: one.name,
          checked: one.slug === workspace.slug,
          onSelect: () => navigate(`/w/${one.slug}/leads`),
        }))}
      >
        <Place />
        {props.chevron}
      </MenuButton>
    </Show>
  );
}

function Place(): JSX.Element {
  const workspace = useWorkspace();
  return (
    <Show when={workspace.directory.workspace()} fallback={<Skeleton class="h-4 w-28" />}>
      {(place) => (
        <span class="flex min-w-0 items-center gap-2">
          <span
            aria-hidden="true"
            class="flex size-6 shrink-0 items-center justify-center rounded bg-accent-fill text-caption font-semibold text-on-fill"
          >
            {initials(place().name, 20).slice(0, 1)}
          </span>
          <bdi class="max-w-36 truncate font-semibold">{place().name}</bdi>
        </span>
      )}
    </Show>
  );
}
