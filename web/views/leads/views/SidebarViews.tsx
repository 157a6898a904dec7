import { useLocation } from "@solidjs/router";
import LayoutList from "lucide-solid/icons/layout-list";
import { createMemo, type JSX, Show } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { SideLinks } from "../../frame/NavLinks.tsx";
import { WithWords } from "../../WithWords.tsx";
import { useKeptViews } from "./useView.ts";

/** Saved views of one's own, of one's teams and of the workspace, as they are saved by whomever. */
export function SidebarViews(props: { readonly icons: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const location = useLocation();
  const views = useKeptViews();
  const places = createMemo(() =>
    views.list().map(({ id, name }, index) => ({
      icon: LayoutList,
      label: name,
      short: name,
      count: "",
      href: `/w/${workspace.slug}/leads?view=${id}`,
      here: location.pathname.startsWith(`/w/${workspace.slug}/leads`) && new URLSearchParams(location.search).get("view") === id,
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
