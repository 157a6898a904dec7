import { useNavigate } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { initials } from "../../ui/face.ts";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";

/** Where one is; with more than one workspace, the way to the others. `icon`: without its name. */
export function WorkspaceButton(props: { readonly chevron: JSX.Element; readonly icon: boolean }): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const others = () => {
    const state = app.session.state();
    return state.kind === "in" && state.session.workspaces.length > 1 ? state.session.workspaces : [];
  };
  return (
    <Show when={others().length > 0} fallback={<Alone icon={props.icon} />}>
      <MenuButton
        variant="ghost"
        class="h-10! w-full justify-start! px-2! max-lg:justify-center!"
        {...(props.icon ? { label: t("nav.switchWorkspace") } : {})}
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

function Alone(props: { readonly icon: boolean }): JSX.Element {
  const workspace = useWorkspace();
  return (
    <div
      class="flex h-10 items-center px-2 max-lg:justify-center"
      data-tip={props.icon ? workspace.directory.workspace()?.name : undefined}
    >
      <Place />
    </div>
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
