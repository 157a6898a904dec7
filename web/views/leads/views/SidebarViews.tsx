import { useLocation } from "@solidjs/router";
import LayoutList from "lucide-solid/icons/layout-list";
import SquareKanban from "lucide-solid/icons/square-kanban";
import { createMemo, type JSX, Show } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { SideLinks } from "../../frame/NavLinks.tsx";
import { WithWords } from "../../WithWords.tsx";
import { viewPath } from "../../../store/views.ts";
import { useKeptViews } from "./useView.ts";

/** Saved views of one's own, of one's teams and of the workspace, as they are saved by whomever. */
export function SidebarViews(props: { readonly icons: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  const views = useKeptViews();
  const places = createMemo(() =>
    views.list().map((view, index) => ({
      icon: view.shape.layout === "board" ? SquareKanban : LayoutList,
      label: view.name,
      short: view.name,
      count: "",
      href: viewPath(workspace.slug, view),
      here:
        ["leads", "board"].some((part) => location.pathname.startsWith(`/w/${workspace.slug}/${part}`)) &&
        new URLSearchParams(location.search).get("view") === view.id,
      ...(index === 0 ? { heading: t("views.heading") } : {}),
    })),
  );
  return (
    <WithWords part="views">
      <Show when={places().length > 0}>
        <SideLinks label={t("views.heading")} places={places()} icons={props.icons} />
      </Show>
    </WithWords>
  );
}
